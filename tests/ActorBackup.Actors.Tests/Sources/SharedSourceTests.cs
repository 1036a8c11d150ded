using ActorBackup.Actors.Ownership;
using ActorBackup.Actors.Tests.Fakes;
using ActorBackup.Core.Protocols;
using ActorBackup.Core.Stores;
using ActorBackup.Testing;
using Akka.Actor;

namespace ActorBackup.Actors.Tests.Sources;

public sealed class SharedSourceTests(ITestOutputHelper output) : SharedSourceTestKit(output)
{
    [Fact]
    public void Runs_nothing_before_it_is_granted_and_is_ready_all_the_same()
    {
        var node = StartNode();

        Ask<NodeProtocol.Ready>(node, new NodeProtocol.AwaitReady());

        Assert.Equal(RefusalKind.Away, Ask<SourceProtocol.Refused>(node, Manual("m1")).Why.Kind);
        Assert.Empty(Ask<NodeProtocol.NodeStatus>(node, new NodeProtocol.GetStatus(null)).Sources);
        Assert.Equal([Some.Source], Ask<NodeProtocol.SourceList>(node, new NodeProtocol.GetSources(null)).Sources);
        Assert.Equal(0, World.Copies.Opens);
        Assert.Empty(World.Watch.Watched);
    }

    [Fact]
    public void Takes_over_then_serves()
    {
        var node = StartNode();
        Grant(node, 3);

        var outcome = Snapshot(node, "m1");

        Assert.Equal(OutcomeState.Durable, outcome.State);
        Assert.Equal(3, Assert.Single(Snapshots(node)).Epoch);
        Assert.Equal(Some.Node, Assert.Single(Ask<NodeProtocol.NodeStatus>(node, new NodeProtocol.GetStatus(null)).Sources).Owner);
    }

    [Fact]
    public void Goes_on_from_where_another_node_was()
    {
        var first = StartNode("first");
        Grant(first, 1);
        var before = Snapshot(first, "m1");
        first.Tell(new OwnershipProtocol.Release(Some.Source), ActorRefs.NoSender);
        AwaitGone(first);

        var second = StartNode("second");
        Grant(second, 2);

        Assert.Equal(before.Snapshot, Ask<SourceProtocol.Done>(second, Manual("m1")).Outcome.Snapshot);
        Assert.Equal(before.Snapshot, Assert.Single(Snapshots(second)).Id);
    }

    [Fact]
    public void Tells_the_table_when_the_journal_has_come_further()
    {
        var first = StartNode("first");
        Grant(first, 7);
        AwaitRunning(first);
        first.Tell(new OwnershipProtocol.AllLost("test"), ActorRefs.NoSender);
        AwaitGone(first);

        Grant(first, 2);

        Assert.Equal(new OwnershipProtocol.RaiseEpoch(Some.Source, 8), Ownership.FishForMessage<OwnershipProtocol.RaiseEpoch>(_ => true));
    }

    [Fact]
    public void After_a_lost_journal_old_side_cars_are_adopted_as_they_are()
    {
        World.Copies.Plant(new SideCar(Some.Source, World.Path, Some.Snapshot() with { Epoch = 12 }), "[1]"u8.ToArray());
        var node = StartNode();

        Grant(node, 1);
        AwaitRunning(node);

        Assert.True(Assert.Single(Snapshots(node)).Health.IsHealthy);
        Assert.Equal(new OwnershipProtocol.RaiseEpoch(Some.Source, 13), Ownership.FishForMessage<OwnershipProtocol.RaiseEpoch>(_ => true));
    }

    [Fact]
    public void What_a_former_owner_still_writes_is_suspect_in_manifest_and_store()
    {
        var node = StartNode();
        Grant(node, 1);
        AwaitRunning(node);
        node.Tell(new OwnershipProtocol.AllLost("test"), ActorRefs.NoSender);
        AwaitGone(node);
        World.Copies.Plant(new SideCar(Some.Source, World.Path, Some.Snapshot() with { Epoch = 1 }), "[1]"u8.ToArray());

        Grant(node, 2);
        AwaitRunning(node);

        Assert.True(Assert.Single(Snapshots(node)).Health.IsStale);
        AwaitAssert(() => Assert.Contains("Suspect", World.Copies.Picture, StringComparison.Ordinal));
        Assert.Equal(RefusalKind.NothingHealthy, Ask<SourceProtocol.Refused>(node, new SourceProtocol.Choose(Some.Source, new SnapshotChoice())).Why.Kind);
    }

    [Fact]
    public void Removes_leftovers_of_former_epochs_only()
    {
        var node = StartNode();

        Grant(node, 4);
        AwaitRunning(node);

        Assert.Contains("leftovers below 4", World.Copies.Deeds);
    }

    [Fact]
    public void Catches_up_under_its_own_epoch_whoever_took_the_snapshot()
    {
        var settings = Shared(Some.Settings([Some.Copies, Some.Vault]));
        World.Vault.AwayBecause = "not mounted";
        var first = StartNode("first", settings);
        Grant(first, 1);
        Snapshot(first, "m1");
        first.Tell(new OwnershipProtocol.AllLost("test"), ActorRefs.NoSender);
        AwaitGone(first);
        World.Vault.AwayBecause = null;

        Grant(StartNode("second", settings), 5);

        AwaitAssert(() =>
        {
            Advance(TimeSpan.FromSeconds(1));
            Assert.Equal([5L], World.Vault.StagedIn);
        });
    }

    [Fact]
    public void An_empty_mount_point_of_another_node_is_away_and_nothing_is_lost()
    {
        var first = StartNode("first");
        Grant(first, 1);
        Snapshot(first, "m1");
        first.Tell(new OwnershipProtocol.AllLost("test"), ActorRefs.NoSender);
        AwaitGone(first);
        World.Copies.Identity = new StoreIdentity("made-on-an-empty-mount-point");

        var second = StartNode("second");
        Grant(second, 2);
        AwaitRunning(second);
        Advance(TimeSpan.FromHours(2));

        Assert.Equal(StoreState.Away, Assert.Single(Ask<SourceStatus>(second, new SourceProtocol.GetStatus(Some.Source)).Stores).State);
        Assert.Equal(Core.Snapshots.SnapshotState.Live, Assert.Single(Snapshots(second)).State);
    }

    [Fact]
    public void Is_released_only_after_its_actor_has_gone()
    {
        var node = StartNode();
        Grant(node, 1);
        World.Files.Gate = new TaskCompletionSource();
        AwaitRunning(node);
        Ask<SourceProtocol.Done>(node, Manual("m1"));
        AwaitAssert(() => Assert.Equal(1, World.Files.Captures));
        var child = Watch(Child(node));

        node.Tell(new OwnershipProtocol.Release(Some.Source), ActorRefs.NoSender);
        Ownership.ExpectNoMsg(TimeSpan.FromMilliseconds(200));   // negative: a capture is under way, and time stands still
        World.Files.Gate.SetResult();

        Assert.Equal(new OwnershipProtocol.Released(Some.Source, 1), Ownership.ExpectMsg<OwnershipProtocol.Released>());
        ExpectTerminated(child);
        Assert.Single(World.Copies.Live);
    }

    [Fact]
    public void A_hand_over_does_not_wait_long_and_the_next_owner_takes_what_was_cut_off()
    {
        var node = StartNode();
        Grant(node, 1);
        World.Files.Gate = new TaskCompletionSource();
        AwaitRunning(node);
        Ask<SourceProtocol.Done>(node, Manual("m1"));
        AwaitAssert(() => Assert.Equal(1, World.Files.Captures));

        node.Tell(new OwnershipProtocol.Release(Some.Source), ActorRefs.NoSender);
        AwaitAssert(() =>
        {
            Advance(TimeSpan.FromSeconds(1));
            Ownership.ExpectMsg<OwnershipProtocol.Released>(TimeSpan.FromMilliseconds(200));
        }, TimeSpan.FromSeconds(20));
        World.Files.Gate = null;
        var next = StartNode("next");
        Grant(next, 2);

        Assert.Equal(OutcomeState.Durable, Await(next, "m1").State);
        Assert.Single(World.Copies.Live);
    }

    [Fact]
    public void Waiting_triggers_go_on_under_the_next_owner()
    {
        var node = StartNode();
        Grant(node, 1);
        AwaitRunning(node);
        World.Copies.AwayBecause = "unplugged";
        AwaitAssert(() =>
        {
            Advance(TimeSpan.FromSeconds(3));
            Assert.Equal(SourceState.Away, Ask<SourceStatus>(node, new SourceProtocol.GetStatus(Some.Source)).State);
        });
        Assert.Equal(OutcomeState.Accepted, Ask<SourceProtocol.Done>(node, Manual("m1")).Outcome.State);
        node.Tell(new OwnershipProtocol.Release(Some.Source), ActorRefs.NoSender);
        Ownership.ExpectMsg<OwnershipProtocol.Released>();
        World.Copies.AwayBecause = null;

        var next = StartNode("next");
        Grant(next, 2);

        Assert.Equal(OutcomeState.Durable, Await(next, "m1").State);
    }

    [Fact]
    public void When_all_is_lost_nothing_is_watched_or_run_and_it_comes_back_with_a_new_claim()
    {
        var node = StartNode();
        var claim = Grant(node, 1);
        AwaitRunning(node);
        AwaitAssert(() => Assert.NotEmpty(World.Watch.Watched));

        claim.End();
        node.Tell(new OwnershipProtocol.AllLost("the deadline passed"), ActorRefs.NoSender);
        AwaitGone(node);
        AwaitAssert(() => Assert.Empty(World.Watch.Watched));
        Grant(node, 2);

        Assert.Equal(OutcomeState.Durable, Snapshot(node, "m1").State);
    }

    [Fact]
    public void Those_who_wait_are_sent_to_the_next_owner()
    {
        var node = StartNode();
        var claim = Grant(node, 1);
        World.Files.Gate = new TaskCompletionSource();
        AwaitRunning(node);
        Ask<SourceProtocol.Done>(node, Manual("m1"));
        var waiting = CreateTestProbe();
        node.Tell(new SourceProtocol.AwaitOutcome(Some.Source, new Core.Triggers.TriggerId("m1")), waiting.Ref);
        Ask<SourceProtocol.Snapshots>(node, new SourceProtocol.GetSnapshots(Some.Source, All: false));   // it waits now

        claim.End();

        var refused = waiting.ExpectMsg<SourceProtocol.Refused>();
        Assert.Equal(RefusalKind.Away, refused.Why.Kind);
        Assert.Contains("same id", refused.Why.Why, StringComparison.Ordinal);
    }

    [Fact]
    public void Leaves_before_it_says_that_it_has_drained()
    {
        var node = StartNode();
        Grant(node, 1);
        AwaitRunning(node);

        node.Tell(new NodeProtocol.Drain(), TestActor);
        Ownership.FishForMessage<OwnershipProtocol.Leave>(_ => true);
        ExpectNoMsg(TimeSpan.FromMilliseconds(200));   // negative: nobody has left yet
        Ownership.Reply(new OwnershipProtocol.Left());

        ExpectMsg<NodeProtocol.Drained>();
    }

    [Fact]
    public void Shared_sources_stop_when_the_part_that_holds_the_ownership_stops()
    {
        var node = StartNode();
        Grant(node, 1);
        AwaitRunning(node);

        Ask<NodeProtocol.Restarted>(node, new NodeProtocol.RestartPart("ownership"));

        AwaitGone(node);
        Advance(TimeSpan.FromSeconds(1));
        Ownership.FishForMessage<OwnershipProtocol.Configure>(_ => true);
    }

    [Fact]
    public void A_sources_part_made_anew_runs_what_is_still_granted()
    {
        var node = StartNode();
        Grant(node, 1);
        var before = Snapshot(node, "m1");

        Ask<NodeProtocol.Restarted>(node, new NodeProtocol.RestartPart("sources"));
        Advance(TimeSpan.FromSeconds(1));

        AwaitRunning(node);
        Assert.Equal(before.Snapshot, Assert.Single(Snapshots(node)).Id);
    }

    private IActorRef Child(IActorRef node)
    {
        var child = Sys.ActorSelection($"{node.Path}/sources/{Some.Source.Key}").ResolveOne(TimeSpan.FromSeconds(20));
        return child.GetAwaiter().GetResult();
    }
}
