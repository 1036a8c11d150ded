using ActorBackup.Actors.Tests.Fakes;
using ActorBackup.Core.Protocols;
using ActorBackup.Core.Snapshots;
using ActorBackup.Core.Stores;
using ActorBackup.Core.Triggers;
using ActorBackup.Testing;

namespace ActorBackup.Actors.Tests.Sources;

public sealed class SourceActorTests(ITestOutputHelper output) : NodeTestKit(output)
{
    [Fact]
    public void Takes_a_snapshot_that_was_asked_for()
    {
        Start();

        var outcome = Snapshot("m1");

        Assert.Equal(OutcomeState.Durable, outcome.State);
        Assert.Equal(outcome.Snapshot, Assert.Single(World.Copies.Live));
        Assert.Equal(outcome.Snapshot, Assert.Single(Snapshots()).Id);
    }

    [Fact]
    public void Answers_unchanged_where_the_content_is_the_same()
    {
        Start();
        var first = Snapshot("m1");

        var second = Snapshot("m2");

        Assert.Equal((OutcomeState.Unchanged, first.Snapshot), (second.State, second.Snapshot));
        Assert.Single(World.Copies.Live);
    }

    [Fact]
    public void Stores_the_same_content_again_where_someone_deleted_the_newest_copy()
    {
        Start();
        var first = Snapshot("m1");
        World.Copies.Lose(first.Snapshot!);

        var second = Snapshot("m2");

        Assert.Equal(OutcomeState.Durable, second.State);
        Assert.Equal(second.Snapshot, Assert.Single(World.Copies.Live));
    }

    [Fact]
    public void Captures_the_file_again_once_its_only_snapshot_is_lost()
    {
        Start();
        var first = Snapshot("m1");
        World.Copies.Lose(first.Snapshot!);

        Advance(TimeSpan.FromHours(1));
        AwaitAssert(() =>
        {
            Advance(TimeSpan.FromSeconds(31));
            Assert.NotEqual(first.Snapshot, Assert.Single(World.Copies.Live));
        });
    }

    [Fact]
    public void Tells_that_a_change_could_not_be_read_and_reads_it_again_by_itself()
    {
        Start();
        var before = Snapshot("m1").Snapshot;
        World.Files.UnreadableBecause = "input/output error";
        World.Files.Write(World.Path, "[1,2]");
        AwaitAssert(() =>
        {
            Advance(TimeSpan.FromSeconds(1));
            Assert.Contains("input/output error", Status().Verdict.DataSafety.Reason, StringComparison.Ordinal);
        });

        World.Files.UnreadableBecause = null;

        AwaitAssert(() =>
        {
            Advance(TimeSpan.FromMinutes(1));
            Assert.NotEqual(before, Snapshots()[^1].Id);
        });
        Assert.DoesNotContain("input/output error", Status().Verdict.DataSafety.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Merges_triggers_that_wait_into_one_snapshot_that_names_them()
    {
        Start();
        World.Files.Gate = new TaskCompletionSource();
        Ask<SourceProtocol.Done>(Manual("m1"));
        AwaitAssert(() => Assert.Equal(1, World.Files.Captures));
        World.Files.Write(World.Path, "[1,2]");
        Ask<SourceProtocol.Done>(Manual("m2"));
        Ask<SourceProtocol.Done>(Manual("m3"));

        World.Files.Gate.SetResult();
        var (second, third) = (Await("m2"), Await("m3"));

        Assert.Equal(second.Snapshot, third.Snapshot);
        AwaitAssert(() => Assert.Equal(2, World.Files.Captures));
    }

    [Fact]
    public void Knows_a_repeated_request_after_a_restart()
    {
        Start();
        var before = Snapshot("m1");
        Kill();
        World.Files.Write(World.Path, "[1,2,3]");
        Start(startId: "start-2");

        var again = Ask<SourceProtocol.Done>(Manual("m1")).Outcome;

        Assert.Equal((OutcomeState.Durable, before.Snapshot), (again.State, again.Snapshot));
    }

    [Fact]
    public void Refuses_the_same_id_with_another_body()
    {
        Start();
        Snapshot("m1");

        var refused = Ask<SourceProtocol.Refused>(Manual("m1") with { Trigger = Manual("m1").Trigger with { Body = "other" } });

        Assert.Equal(RefusalKind.Conflict, refused.Why.Kind);
    }

    [Fact]
    public void Takes_a_cut_off_snapshot_again_under_another_id()
    {
        Start();
        World.Files.Gate = new TaskCompletionSource();
        Ask<SourceProtocol.Done>(Manual("m1"));
        AwaitAssert(() => Assert.Equal(1, World.Files.Captures));
        Kill();
        World.Files.Gate = null;
        Advance(TimeSpan.FromSeconds(1));
        Start(startId: "start-2");

        Advance(TimeSpan.FromSeconds(2));
        var outcome = Await("m1");

        Assert.Equal(OutcomeState.Durable, outcome.State);
        Assert.Equal("m1", Assert.Single(Assert.Single(Snapshots()).Triggers).Id.Value);
    }

    [Fact]
    public void Counts_a_cut_off_snapshot_as_taken_where_a_store_holds_it_whole()
    {
        Start();
        World.Vault.CommitGate = new TaskCompletionSource();
        Kill();
        var both = Some.Settings([Some.Copies, Some.Vault]);
        Start(sources: both);
        Ask<SourceProtocol.Done>(Manual("m1"));
        AwaitAssert(() => Assert.Single(World.Copies.Live));
        Kill();
        World.Vault.CommitGate = null;

        Start(startId: "start-2", sources: both);
        var outcome = Await("m1");

        Assert.Equal((OutcomeState.Durable, World.Copies.Live[0]), (outcome.State, outcome.Snapshot));
    }

    [Fact]
    public void Fails_a_request_whose_file_cannot_be_read()
    {
        Start();
        World.Files.UnreadableBecause = "permission denied";

        var outcome = Snapshot("m1");

        Assert.Equal((OutcomeState.Failed, "permission denied"), (outcome.State, outcome.Reason));
        Assert.Empty(World.Copies.Live);
    }

    [Fact]
    public void Waits_while_no_store_is_reachable_and_serves_all_by_one_capture_when_one_is_back()
    {
        World.Copies.AwayBecause = "not mounted";
        Start();
        Ask<SourceProtocol.Done>(Manual("m1"));
        Ask<SourceProtocol.Done>(Manual("m2"));
        Assert.Equal(SourceState.Away, Status().State);

        World.Copies.AwayBecause = null;
        Advance(TimeSpan.FromSeconds(4));
        var (first, second) = (Await("m1"), Await("m2"));

        Assert.Equal((OutcomeState.Durable, first.Snapshot), (second.State, second.Snapshot));
        Assert.Equal(1, World.Files.Captures);
    }

    [Fact]
    public void Tells_what_an_accepted_request_waits_for()
    {
        World.Copies.AwayBecause = "not mounted";
        Start();

        Ask<SourceProtocol.Done>(Manual("m1"));
        var outcome = Ask<SourceProtocol.Done>(new SourceProtocol.GetOutcome(Some.Source, new TriggerId("m1"))).Outcome;

        Assert.Equal(OutcomeState.Accepted, outcome.State);
        Assert.Contains("none of copies is reachable", outcome.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Tries_again_after_a_store_failed_it()
    {
        Start();
        World.Copies.FailsWith = new StoreException(StoreFailure.Full, "no space left");
        Ask<SourceProtocol.Done>(Manual("m1"));
        AwaitAssert(() => Assert.Equal(StoreState.Full, Assert.Single(Status().Stores).State));

        World.Copies.FailsWith = null;
        Advance(TimeSpan.FromSeconds(2));

        Assert.Equal(OutcomeState.Durable, Await("m1").State);
    }

    [Fact]
    public void Catches_a_store_up_that_was_away()
    {
        World.Vault.AwayBecause = "not mounted";
        Start(sources: Some.Settings([Some.Copies, Some.Vault]));
        Snapshot("m1");
        World.Files.Write(World.Path, "[1,2]");
        Snapshot("m2");
        Assert.Empty(World.Vault.Live);

        World.Vault.AwayBecause = null;
        Advance(TimeSpan.FromSeconds(4));

        AwaitAssert(() => Assert.Equal(World.Copies.Live, World.Vault.Live));
        AwaitAssert(() => Assert.All(Snapshots(), s => Assert.Equal(2, s.Copies.Count)));
    }

    [Fact]
    public void Gives_up_a_capture_whose_part_broke_and_takes_it_again()
    {
        Start(sources: Some.Settings() with { Change = null });
        World.Files.Breaks = new IOException("broken");
        Ask<SourceProtocol.Done>(Manual("m1"));
        AwaitAssert(() => Assert.Equal(1, World.Files.Captures));

        AwaitAssert(() =>
        {
            Advance(TimeSpan.FromSeconds(2));
            Assert.Equal(2, World.Files.Captures);
        });

        Assert.Equal(OutcomeState.Durable, Await("m1").State);
    }

    [Fact]
    public void Adopts_what_it_finds_in_a_store()
    {
        var content = "[9]"u8.ToArray();
        var snapshot = Some.Snapshot() with { Digest = FakeStore.DigestOf(content), Bytes = content.Length };
        World.Copies.Plant(new SideCar(Some.Source, World.Path, snapshot), content);

        Start();

        Assert.Equal(snapshot.Id, Assert.Single(Snapshots()).Id);
    }

    [Fact]
    public void Calls_a_copy_lost_after_two_listings_without_it()
    {
        Start();
        var taken = Snapshot("m1").Snapshot!;
        World.Copies.Lose(taken);

        Advance(TimeSpan.FromHours(1));
        AwaitAssert(() =>
        {
            Advance(TimeSpan.FromSeconds(31));
            Assert.Equal(SnapshotState.Lost, Snapshots(all: true)[0].State);
        });
    }

    [Fact]
    public void Keeps_its_history_through_many_checkpoints()
    {
        var quiet = Some.Settings(retention: Some.KeepsAll) with { Change = null };
        Start(sources: quiet);
        for (var i = 0; i < 150; i++)
        {
            World.Files.Write(World.Path, $"[{i}]");
            Snapshot($"m{i}");
            Advance(TimeSpan.FromSeconds(1));
        }

        Kill();
        Start(startId: "start-2", sources: quiet);

        Assert.Equal(150, Snapshots().Count);
        Assert.Equal(World.Copies.Live, Snapshots().Select(s => s.Id));
        Assert.Equal(OutcomeState.Durable, Await("m3").State);
    }

    [Fact]
    public void Answers_those_who_wait_that_it_stops()
    {
        World.Copies.AwayBecause = "not mounted";
        Start();
        Ask<SourceProtocol.Done>(Manual("m1"));
        Node.Tell(new SourceProtocol.AwaitOutcome(Some.Source, new TriggerId("m1")), TestActor);
        Status();

        Node.Tell(new SourceProtocol.RestartPart(Some.Source, null), CreateTestProbe().Ref);

        Assert.Contains("ask again", ExpectMsg<SourceProtocol.Refused>().Why.Why, StringComparison.Ordinal);
    }

    [Fact]
    public void Still_has_what_waited_after_it_was_restarted()
    {
        World.Copies.AwayBecause = "not mounted";
        Start();
        Ask<SourceProtocol.Done>(Manual("m1"));
        Ask<SourceProtocol.Done>(new SourceProtocol.RestartPart(Some.Source, null));

        World.Copies.AwayBecause = null;
        AwaitAssert(() =>
        {
            Advance(TimeSpan.FromSeconds(1));
            Assert.Single(World.Copies.Live);
        });

        Assert.Equal(OutcomeState.Durable, Await("m1").State);
    }

    [Fact]
    public void Says_that_another_data_folder_runs_it()
    {
        World.Copies.LockedBecause = "locked by pid 7";
        Start();

        var ready = Ask<NodeProtocol.Ready>(new NodeProtocol.AwaitReady());

        Assert.Equal("linking-map: locked by pid 7", Assert.Single(ready.Locked));
    }
}
