using ActorBackup.Actors.Signals;
using ActorBackup.Actors.Tests.Fakes;
using ActorBackup.Core.Protocols;
using ActorBackup.Core.Triggers;
using ActorBackup.Testing;
using ActorBackup.Wire.Json;
using ActorBackup.Wire.Messages;

namespace ActorBackup.Actors.Tests.Signals;

public sealed class SignalsActorTests(ITestOutputHelper output) : SignalsTestKit(output)
{
    [Fact]
    public void Hands_the_answer_to_the_asker()
    {
        var signals = Signals();

        signals.Tell(NodeTestKit.Manual("m1"), TestActor);
        Sources.ExpectMsg<SourceProtocol.TakeSnapshot>();
        Sources.Reply(new SourceProtocol.Done(Some.Source, new Core.Protocols.Outcome(new TriggerId("m1"), OutcomeState.Accepted, Some.Source)));

        Assert.Equal("m1", ExpectMsg<SourceProtocol.Done>().Outcome.Id.Value);
    }

    [Fact]
    public void Refuses_what_would_make_too_many_wait()
    {
        var signals = Signals(mostAtOnce: 2);
        signals.Tell(NodeTestKit.Manual("m1"), CreateTestProbe().Ref);
        signals.Tell(NodeTestKit.Manual("m2"), CreateTestProbe().Ref);

        signals.Tell(NodeTestKit.Manual("m3"), TestActor);

        Assert.Contains("2 requests wait", ExpectMsg<SourceProtocol.Refused>().Why.Why, StringComparison.Ordinal);
    }

    [Fact]
    public void Lets_in_again_what_has_been_answered()
    {
        var signals = Signals(mostAtOnce: 1);
        signals.Tell(NodeTestKit.Manual("m1"), TestActor);
        Sources.ExpectMsg<SourceProtocol.TakeSnapshot>();
        Sources.Reply(new SourceProtocol.Done(Some.Source, new Core.Protocols.Outcome(new TriggerId("m1"), OutcomeState.Accepted, Some.Source)));
        ExpectMsg<SourceProtocol.Done>();

        AwaitAssert(() =>
        {
            signals.Tell(NodeTestKit.Manual("m2"), CreateTestProbe().Ref);
            Sources.ExpectMsg<SourceProtocol.TakeSnapshot>(TimeSpan.FromMilliseconds(200));
        });
    }

    [Fact]
    public void Takes_messages_of_other_processes_under_the_same_limit()
    {
        var signals = Signals(mostAtOnce: 1);
        signals.Tell(NodeTestKit.Manual("m1"), CreateTestProbe().Ref);

        signals.Tell(new BackupNow("linking-map") { Id = "b1" }, TestActor);

        var refused = ExpectMsg<Refused>();
        Assert.Equal(("failed", "b1"), (refused.Kind, refused.Id));
        Assert.Contains("1 requests wait", refused.Why, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("No Source", null, "source name")]
    [InlineData("linking-map", "nightly", "'trigger' is 'nightly'")]
    public void Says_what_a_request_must_look_like(string source, string? trigger, string why)
    {
        Signals().Tell(new BackupNow(source) { Trigger = trigger }, TestActor);

        var refused = ExpectMsg<Refused>();
        Assert.Equal("invalid", refused.Kind);
        Assert.Contains(why, refused.Why, StringComparison.Ordinal);
    }

    [Fact]
    public void Gives_an_id_to_a_request_without_one()
    {
        Signals().Tell(new BackupNow("linking-map"), TestActor);

        var id = Sources.ExpectMsg<SourceProtocol.TakeSnapshot>().Trigger.Id;
        Sources.Reply(new SourceProtocol.Done(Some.Source, new Core.Protocols.Outcome(id, OutcomeState.Accepted, Some.Source)));

        Assert.Equal(id.Value, ExpectMsg<Accepted>().Id);
    }

    [Fact]
    public void A_request_looks_the_same_by_every_face()
    {
        Signals().Tell(new BackupNow("linking-map") { Id = "b1", Label = "l", Items = 3 }, TestActor);

        var byHttp = TriggerReading.Read(new SignalRequest("b1", Items: 3, Label: "l"), null, Some.Noon);
        Assert.Equal(byHttp.Body, Sources.ExpectMsg<SourceProtocol.TakeSnapshot>().Trigger.Body);
    }
}
