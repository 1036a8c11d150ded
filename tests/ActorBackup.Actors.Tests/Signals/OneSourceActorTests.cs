using ActorBackup.Actors.Ownership;
using ActorBackup.Core.Protocols;
using ActorBackup.Core.Triggers;
using ActorBackup.Testing;
using ActorBackup.Wire.Messages;
using Akka.Actor;
using Akka.TestKit;

namespace ActorBackup.Actors.Tests.Signals;

/// <summary>Which node's source a request reaches, and what comes back.</summary>
public sealed class OneSourceActorTests(ITestOutputHelper output) : SignalsTestKit(output)
{
    private static readonly BackupNow Backup = new("linking-map") { Id = "b1", Label = "l" };

    [Fact]
    public void Says_accepted_as_soon_as_it_is_written_down()
    {
        Signals().Tell(Backup, TestActor);
        Sources.ExpectMsg<SourceProtocol.TakeSnapshot>();
        Sources.Reply(Done(OutcomeState.Accepted, "waits for a store"));

        Assert.Equal(new Accepted("b1", "linking-map", "waits for a store"), ExpectMsg<Accepted>());
    }

    [Fact]
    public void Answers_a_question_for_an_outcome_with_the_outcome()
    {
        Signals().Tell(new GetOutcome("b1", "linking-map"), TestActor);
        Sources.ExpectMsg<SourceProtocol.GetOutcome>();
        Sources.Reply(Done(OutcomeState.Accepted));

        Assert.Equal("accepted", ExpectMsg<Wire.Messages.Outcome>().State);
    }

    [Fact]
    public void Forwards_to_the_node_that_owns_the_source()
    {
        Signals().Tell(Backup, TestActor);
        RefuseHere(RefusalKind.Away);
        OwnerIs(Peer("there"));

        Assert.Equal(new Forwarded(Backup), SignalsOf("there").ExpectMsg<Forwarded>());
        SignalsOf("there").Reply(new Accepted("b1", "linking-map"));

        Assert.Equal("b1", ExpectMsg<Accepted>().Id);
    }

    [Fact]
    public void Does_not_pass_on_what_was_passed_on_already()
    {
        Signals().Tell(new Forwarded(Backup), TestActor);
        RefuseHere(RefusalKind.Away, "shared and not mine");

        Assert.Equal(new Refused("away", "shared and not mine", "b1"), ExpectMsg<Refused>());
    }

    [Fact]
    public void Waits_for_an_owner_and_asks_here_first_again()
    {
        Signals().Tell(Backup, TestActor);
        RefuseHere(RefusalKind.Away);
        OwnerIs(null, "its owner died a moment ago");
        MembersAre(shared: true);

        Sources.ExpectMsg<SourceProtocol.TakeSnapshot>();
        Sources.Reply(Done(OutcomeState.Accepted));

        Assert.Equal("b1", ExpectMsg<Accepted>().Id);
    }

    [Fact]
    public void Goes_on_to_the_next_owner_where_the_former_one_has_it_no_longer()
    {
        Signals().Tell(Backup, TestActor);
        RefuseHere(RefusalKind.Away);
        OwnerIs(Peer("there"));
        SignalsOf("there").ExpectMsg<Forwarded>();
        SignalsOf("there").Reply(new Refused("away", "not mine any more", "b1"));

        RefuseHere(RefusalKind.Away);
        OwnerIs(Peer("far"));
        SignalsOf("far").ExpectMsg<Forwarded>();
        SignalsOf("far").Reply(new Accepted("b1", "linking-map"));

        ExpectMsg<Accepted>();
    }

    [Fact]
    public void Gives_up_where_nobody_owns_it_for_long()
    {
        Node.SetAutoPilot(new NoOwner());
        Sources.SetAutoPilot(new NotHere());

        Signals(ownerPatience: TimeSpan.FromMilliseconds(200)).Tell(Backup, TestActor);

        var refused = ExpectMsg<Refused>();
        Assert.Equal("away", refused.Kind);
        Assert.Contains("owner unreachable: nobody is left", refused.Why, StringComparison.Ordinal);
    }

    [Fact]
    public void Finds_the_one_node_that_has_it_as_a_source_of_its_own()
    {
        Signals().Tell(Backup, TestActor);
        RefuseHere(RefusalKind.NoSuchSource);
        OwnerIs(null, "not shared");
        MembersAre(shared: false, Peer("there"), Peer("far"));
        MembersAre(shared: false, Peer("there"), Peer("far"));
        SignalsOf("there").ExpectMsg<Forwarded>();
        SignalsOf("there").Reply(new Refused("no-such-source", "none"));
        SignalsOf("far").ExpectMsg<Forwarded>();
        SignalsOf("far").Reply(new Wire.Messages.Status("far", [], [], Truncated: false));

        Assert.Equal(new Forwarded(Backup), SignalsOf("far").ExpectMsg<Forwarded>());
    }

    [Fact]
    public void Does_not_choose_between_two_nodes_that_have_a_source_of_that_name()
    {
        Signals().Tell(Backup, TestActor);
        RefuseHere(RefusalKind.NoSuchSource);
        OwnerIs(null, "not shared");
        MembersAre(shared: false, Peer("there"), Peer("far"));
        MembersAre(shared: false, Peer("there"), Peer("far"));
        foreach (var name in new[] { "there", "far" })
        {
            SignalsOf(name).ExpectMsg<Forwarded>();
            SignalsOf(name).Reply(new Wire.Messages.Status(name, [], [], Truncated: false));
        }

        Assert.Contains("each have a source", ExpectMsg<Refused>().Why, StringComparison.Ordinal);
    }

    [Fact]
    public void Goes_to_the_node_that_is_named_behind_the_source()
    {
        Signals().Tell(Backup with { Source = "linking-map@there" }, TestActor);
        MembersAre(shared: false, Peer("there"), Peer("far"));

        Assert.Equal(new Forwarded(Backup), SignalsOf("there").ExpectMsg<Forwarded>());
    }

    [Fact]
    public void Without_a_cluster_the_refusal_is_the_sources_own()
    {
        Signals().Tell(Backup, TestActor);
        RefuseHere(RefusalKind.NoSuchSource, "There is no source 'linking-map'; there are a, b.");
        OwnerIs(null, "this node is in no cluster");
        MembersAre(shared: false);

        Assert.Equal(new Refused("no-such-source", "There is no source 'linking-map'; there are a, b.", "b1"), ExpectMsg<Refused>());
    }

    [Fact]
    public void What_the_owner_refuses_itself_is_final()
    {
        Signals().Tell(Backup, TestActor);
        for (var look = 0; look <= 8; look++)
        {
            RefuseHere(RefusalKind.Away, "its store is away");
            OwnerIs(Here);
        }

        Assert.Equal("its store is away", ExpectMsg<Refused>().Why);
    }

    [Fact]
    public void An_id_that_is_not_known_is_said_by_name()
    {
        Signals().Tell(new GetOutcome("b9", "linking-map"), TestActor);
        RefuseHere(RefusalKind.Invalid, "linking-map knows no request 'b9'.");

        Assert.Equal("no-such-outcome", ExpectMsg<Refused>().Kind);
    }

    private static SourceProtocol.Done Done(OutcomeState state, string? reason = null) =>
        new(Some.Source, new Core.Protocols.Outcome(new TriggerId("b1"), state, Some.Source, Reason: reason));

    private sealed class NotHere : AutoPilot
    {
        public override AutoPilot Run(IActorRef sender, object message)
        {
            sender.Tell(new SourceProtocol.Refused(Some.Source, new Refusal(RefusalKind.Away, "not here")));
            return this;
        }
    }

    private sealed class NoOwner : AutoPilot
    {
        public override AutoPilot Run(IActorRef sender, object message)
        {
            sender.Tell(message is OwnershipProtocol.GetOwner ? new OwnershipProtocol.OwnerIs(Some.Source, null, Self: false, 3, "nobody is left") : Members(shared: true, []));
            return this;
        }
    }
}
