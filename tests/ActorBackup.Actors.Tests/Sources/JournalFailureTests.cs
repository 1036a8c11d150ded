using ActorBackup.Actors.Hosting;
using ActorBackup.Actors.Tests.Fakes;
using ActorBackup.Core.Manifests;
using ActorBackup.Core.Protocols;
using ActorBackup.Core.Triggers;
using ActorBackup.Testing;
using Akka.Actor;
using Akka.Persistence.TestKit;

namespace ActorBackup.Actors.Tests.Sources;

public sealed class JournalFailureTests : PersistenceTestKit
{
    private readonly World _world = new();

    public JournalFailureTests(ITestOutputHelper output)
        : base(Akka.Configuration.ConfigurationFactory.ParseString(Serialization), "journal", output)
    {
    }

    private static readonly string Serialization = """
        akka.logger-formatter = "ActorBackup.Actors.Logging.NamedHoleFormatter, ActorBackup.Actors"
        akka.test { single-expect-default = 20s, default-timeout = 20s }
        """ + "\n" + Actors.Serialization.SerializationHocon.Text;

    [Fact]
    public async Task Refuses_the_asker_and_starts_again_when_nothing_can_be_written()
    {
        var node = await StartAsync();

        await WithJournalWrite(write => write.Fail(), () =>
        {
            node.Tell(NodeTestKit.Manual("m1"), TestActor);
            Assert.Contains("with the same id", ExpectMsg<SourceProtocol.Refused>().Why.Why, StringComparison.Ordinal);
        });

        AwaitAssert(() =>
        {
            var again = CreateTestProbe();   // its own: a late answer to a try before is none to this one
            node.Tell(NodeTestKit.Manual("m1"), again.Ref);
            again.ExpectMsg<SourceProtocol.Done>(TimeSpan.FromSeconds(1));
        }, TimeSpan.FromSeconds(20));
        node.Tell(new SourceProtocol.AwaitOutcome(Some.Source, new TriggerId("m1")), TestActor);
        Assert.Equal(OutcomeState.Durable, ExpectMsg<SourceProtocol.Done>(TimeSpan.FromSeconds(10)).Outcome.State);
    }

    [Fact]
    public async Task Starts_again_when_the_end_of_a_capture_cannot_be_written()
    {
        var node = await StartAsync();

        await WithJournalWrite(write => write.FailOnType<SnapshotTaken>(), () =>
        {
            node.Tell(NodeTestKit.Manual("m1"), TestActor);
            ExpectMsg<SourceProtocol.Done>();
            AwaitAssert(() => Assert.Single(_world.Copies.Live), TimeSpan.FromSeconds(20));
        });

        AwaitAssert(() =>
        {
            var again = CreateTestProbe();
            node.Tell(new SourceProtocol.GetOutcome(Some.Source, new TriggerId("m1")), again.Ref);
            Assert.Equal(OutcomeState.Durable, again.ExpectMsg<SourceProtocol.Done>(TimeSpan.FromSeconds(1)).Outcome.State);
        }, TimeSpan.FromSeconds(20));
        Assert.Single(_world.Copies.Live);
    }

    [Fact]
    public async Task Refuses_the_asker_when_an_event_is_rejected()
    {
        var node = await StartAsync();

        await WithJournalWrite(write => write.Reject(), () =>
        {
            node.Tell(NodeTestKit.Manual("m1"), TestActor);
            ExpectMsg<SourceProtocol.Refused>();
        });
    }

    private Task<IActorRef> StartAsync()
    {
        var node = Sys.ActorOf(NodeActor.Props(World.Settings(Some.Settings() with { Change = null }), _world.Parts()), "node");
        node.Tell(new NodeProtocol.AwaitReady(), TestActor);
        ExpectMsg<NodeProtocol.Ready>();
        return Task.FromResult(node);
    }
}
