using ActorBackup.Actors.Tests.Fakes;
using ActorBackup.Core.Protocols;
using ActorBackup.Core.Retention;
using ActorBackup.Core.Snapshots;
using ActorBackup.Testing;

namespace ActorBackup.Actors.Tests.Sources;

public sealed class CommandTests(ITestOutputHelper output) : NodeTestKit(output)
{
    private static readonly RetentionPolicy KeepsTwo = new(KeepLast: 2, Hourly: 0, Daily: 0, MinKeep: 1);

    [Fact]
    public void Moves_a_forgotten_snapshot_to_the_trash_and_brings_it_back()
    {
        Start();
        var first = Take("[1]");
        Take("[1,2]");

        Ask<SourceProtocol.DoneMany>(new SourceProtocol.Forget(Some.Source, [first.Value], All: false, Force: false, "me"));
        AwaitAssert(() => Assert.Equal([first], World.Copies.Trash));
        Ask<SourceProtocol.DoneMany>(new SourceProtocol.Undo(Some.Source, [first.Value], "me"));

        AwaitAssert(() => Assert.Empty(World.Copies.Trash));
        Assert.Equal(SnapshotState.Live, Snapshots()[0].State);
    }

    [Fact]
    public void Moves_a_forgotten_snapshot_to_the_trash_when_its_store_is_back()
    {
        Start();
        var first = Take("[1]");
        Take("[1,2]");
        World.Copies.AwayBecause = "not mounted";
        Advance(TimeSpan.FromSeconds(4));
        AwaitAssert(() => Assert.Equal(SourceState.Away, Status().State));

        Ask<SourceProtocol.DoneMany>(new SourceProtocol.Forget(Some.Source, [first.Value], All: false, Force: false, "me"));
        World.Copies.AwayBecause = null;
        Advance(TimeSpan.FromSeconds(4));

        AwaitAssert(() => Assert.Equal([first], World.Copies.Trash));
    }

    [Fact]
    public void Rewrites_the_side_car_of_a_pinned_snapshot()
    {
        Start();
        var taken = Take("[1]");

        Ask<SourceProtocol.DoneMany>(new SourceProtocol.SetPin(Some.Source, [taken.Value], Pinned: true, "me"));

        AwaitAssert(() => Assert.True(World.Copies.Entries[taken].SideCar.Snapshot.Pinned));
    }

    [Fact]
    public void Cleans_up_after_a_capture_and_empties_the_trash_when_its_time_is_over()
    {
        Start(sources: Some.Settings(retention: KeepsTwo));

        Take("[1]");
        Take("[1,2]");
        Take("[1,2,3]");
        AwaitAssert(() => Assert.Equal((2, 1), (World.Copies.Live.Count, World.Copies.Trash.Count)));
        AwaitAssert(() =>
        {
            Advance(TimeSpan.FromHours(12));
            Assert.Empty(World.Copies.Trash);
        });

        AwaitAssert(() => Assert.Equal(2, Snapshots(all: true).Count));
    }

    [Fact]
    public void Empties_the_trash_of_a_store_that_runs_full()
    {
        Start(sources: Some.Settings(retention: KeepsTwo));
        World.Copies.Space = World.Copies.Space with { FreeBytes = 1 };

        Take("[1]");
        Take("[1,2]");
        Take("[1,2,3]");

        AwaitAssert(() => Assert.Equal((2, 0), (World.Copies.Entries.Count, World.Copies.Trash.Count)));
    }

    [Fact]
    public void Reports_what_a_policy_would_do_without_doing_it()
    {
        Start();
        Take("[1]");

        var report = Ask<SourceProtocol.RetentionReport>(new SourceProtocol.Retain(Some.Source, DryRun: true, Yes: false, "me"));

        Assert.True(Assert.Single(report.Lines).Kept);
        Assert.Empty(World.Copies.Trash);
    }

    [Fact]
    public void Holds_a_changed_policy_that_would_remove_more_than_half_until_someone_says_yes()
    {
        Start(sources: Some.Settings(retention: Some.KeepsAll));
        for (var i = 1; i <= 5; i++) Take($"[{i}]");
        Kill();

        Start(startId: "start-2", sources: Some.Settings(retention: KeepsTwo));
        Assert.Equal(5, World.Copies.Live.Count);
        Ask<SourceProtocol.RetentionReport>(new SourceProtocol.Retain(Some.Source, DryRun: false, Yes: true, "me"));

        AwaitAssert(() => Assert.Equal(2, World.Copies.Live.Count));
    }

    [Fact]
    public void Repeats_after_a_crash_what_was_decided_and_not_done()
    {
        Start();
        var first = Take("[1]");
        Take("[1,2]");
        World.Copies.FailsWith = new Core.Stores.StoreException(Core.Stores.StoreFailure.Transient, "broken");
        Ask<SourceProtocol.DoneMany>(new SourceProtocol.Forget(Some.Source, [first.Value], All: false, Force: false, "me"));
        Kill();
        World.Copies.FailsWith = null;

        Start(startId: "start-2");

        AwaitAssert(() => Assert.Equal([first], World.Copies.Trash));
    }

    [Fact]
    public void Accepts_a_suspect_snapshot()
    {
        Start();
        Take($"[{string.Join(',', Enumerable.Range(0, 100))}]");
        var suspect = Take("[1]");
        Assert.Equal(HealthVerdict.Suspect, Snapshots()[^1].Health.Verdict);

        Ask<SourceProtocol.Done>(new SourceProtocol.Accept(Some.Source, null, "me"));

        Assert.True(Snapshots()[^1].Health.IsHealthy);
        AwaitAssert(() => Assert.True(World.Copies.Entries[suspect].SideCar.Snapshot.Health.IsHealthy));
    }

    [Fact]
    public void Accepts_a_suspect_snapshot_by_time()
    {
        Start();
        Take($"[{string.Join(',', Enumerable.Range(0, 100))}]");
        Take("[1]");

        AwaitAssert(() =>
        {
            Advance(TimeSpan.FromHours(6));
            Assert.True(Snapshots()[^1].Health.IsHealthy);
        });
    }

    [Fact]
    public void Refuses_to_forget_the_newest_healthy_snapshot_without_force()
    {
        Start();
        var taken = Take("[1]");

        var refused = Ask<SourceProtocol.Refused>(new SourceProtocol.Forget(Some.Source, [taken.Value], All: false, Force: false, "me"));

        Assert.Equal(RefusalKind.NeedsForce, refused.Why.Kind);
    }

    [Fact]
    public void Names_its_parts_where_one_is_asked_for_that_it_has_not()
    {
        Start();

        var refused = Ask<SourceProtocol.Refused>(new SourceProtocol.RestartPart(Some.Source, "engine"));

        Assert.Contains("snapshot, retention, restore, catch-up, watch", refused.Why.Why, StringComparison.Ordinal);
    }

    private SnapshotId Take(string content)
    {
        World.Files.Write(World.Path, content);
        Advance(TimeSpan.FromSeconds(1));
        return Snapshot($"take {content}").Snapshot!;
    }
}
