using ActorBackup.Actors.Signals;
using ActorBackup.Actors.Tests.Fakes;
using ActorBackup.Core.Protocols;
using ActorBackup.Core.Triggers;
using ActorBackup.Testing;
using Akka.TestKit.Xunit2;

namespace ActorBackup.Actors.Tests.Signals;

public sealed class SignalsActorTests(ITestOutputHelper output) : TestKit(output: output)
{
    [Fact]
    public void Hands_the_answer_to_the_asker()
    {
        var sources = CreateTestProbe();
        var signals = Sys.ActorOf(SignalsActor.Props(sources.Ref));

        signals.Tell(NodeTestKit.Manual("m1"), TestActor);
        sources.ExpectMsg<SourceProtocol.TakeSnapshot>();
        sources.Reply(new SourceProtocol.Done(Some.Source, new Outcome(new TriggerId("m1"), OutcomeState.Accepted, Some.Source)));

        Assert.Equal("m1", ExpectMsg<SourceProtocol.Done>().Outcome.Id.Value);
    }

    [Fact]
    public void Refuses_what_would_make_too_many_wait()
    {
        var sources = CreateTestProbe();
        var signals = Sys.ActorOf(SignalsActor.Props(sources.Ref, mostAtOnce: 2));
        signals.Tell(NodeTestKit.Manual("m1"), CreateTestProbe().Ref);
        signals.Tell(NodeTestKit.Manual("m2"), CreateTestProbe().Ref);

        signals.Tell(NodeTestKit.Manual("m3"), TestActor);

        Assert.Contains("2 requests wait", ExpectMsg<SourceProtocol.Refused>().Why.Why, StringComparison.Ordinal);
    }

    [Fact]
    public void Lets_in_again_what_has_been_answered()
    {
        var sources = CreateTestProbe();
        var signals = Sys.ActorOf(SignalsActor.Props(sources.Ref, mostAtOnce: 1));
        signals.Tell(NodeTestKit.Manual("m1"), TestActor);
        sources.ExpectMsg<SourceProtocol.TakeSnapshot>();
        sources.Reply(new SourceProtocol.Done(Some.Source, new Outcome(new TriggerId("m1"), OutcomeState.Accepted, Some.Source)));
        ExpectMsg<SourceProtocol.Done>();

        AwaitAssert(() =>
        {
            signals.Tell(NodeTestKit.Manual("m2"), CreateTestProbe().Ref);
            sources.ExpectMsg<SourceProtocol.TakeSnapshot>(TimeSpan.FromMilliseconds(200));
        });
    }
}
