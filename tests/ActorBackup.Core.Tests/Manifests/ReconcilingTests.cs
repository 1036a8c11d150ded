using ActorBackup.Core.Manifests;
using ActorBackup.Core.Protocols;
using ActorBackup.Core.Snapshots;
using ActorBackup.Core.Stores;
using ActorBackup.Testing;

namespace ActorBackup.Core.Tests.Manifests;

public sealed class ReconcilingTests
{
    private static readonly TimeSpan TrashKeep = TimeSpan.FromDays(1);

    private readonly Story _story = new();

    private static FoundCopy Found(Snapshot s, bool inTrash = false, bool complete = true, string? handle = null) =>
        new(new SideCar(Some.Source, "/srv/shop/linking_map.json", s), handle ?? s.CopyIn(Some.Copies)?.Handle ?? $"linking_map_{s.Id}.json",
            s.TakenAt, s.Bytes, inTrash, complete);

    private Reconciliation Lists(params IReadOnlyCollection<FoundCopy> found) => Lists(new HashSet<SnapshotId>(), found);

    private Reconciliation Lists(IReadOnlySet<SnapshotId> missingBefore, params IReadOnlyCollection<FoundCopy> found)
    {
        var reconciliation = _story.Manifest.Reconcile(Some.Copies, found, missingBefore, TrashKeep, _story.Now);
        _story.Happens(reconciliation.Events);
        return reconciliation;
    }

    [Fact]
    public void A_listing_that_tells_the_same_changes_nothing()
    {
        var taken = _story.Saves(100);

        var result = Lists(Found(taken));

        Assert.Empty(result.Events);
        Assert.Empty(result.Missing);
        Assert.Empty(result.ToDescribe);
    }

    [Fact]
    public void When_the_newest_content_is_lost_the_file_is_to_be_read_again()
    {
        var kept = _story.Saves(100);
        var newest = _story.Saves(200);
        Assert.False(_story.Manifest.MayHaveChanged(newest.Stamp));

        var first = Lists(Found(kept));
        Lists(first.Missing, Found(kept));

        Assert.True(_story.Manifest.MayHaveChanged(newest.Stamp));
        Assert.NotNull(_story.Manifest.State.UnsafeSince);
    }

    [Fact]
    public void Without_a_journal_the_list_is_rebuilt_from_side_cars()
    {
        Snapshot[] stored =
        [
            Some.Snapshot(Some.Noon, 1),
            Some.Snapshot(Some.Noon.AddHours(1), 2, health: Some.Suspect()),
            Some.Snapshot(Some.Noon.AddHours(2), 3) with { Pinned = true, Label = "v1" },
        ];

        Lists(Found(stored[2]), Found(stored[0]), Found(stored[1]));

        Assert.Equal(stored.Select(Told), _story.Manifest.Snapshots.Select(Told));
        Assert.Equal(4, _story.Saves(100).Sequence);

        static object Told(Snapshot s) => (s.Id, s.Sequence, s.Health, s.Pinned, s.Label);
    }

    [Fact]
    public void What_lies_in_the_trash_is_adopted_as_trash()
    {
        Lists(Found(Some.Snapshot(), inTrash: true));

        Assert.Equal(SnapshotState.Trash, _story.Manifest.Snapshots.Single().State);
    }

    [Fact]
    public void An_adopted_snapshot_is_inserted_by_its_time()
    {
        var first = _story.Saves(100);
        _story.Now += TimeSpan.FromHours(2);
        var third = _story.Saves(101);
        var second = Some.Snapshot(first.TakenAt.AddHours(1), 9);

        Lists(Found(first), Found(second), Found(third));

        Assert.Equal([first.Id, second.Id, third.Id], _story.Manifest.Snapshots.Select(s => s.Id));
    }

    [Fact]
    public void A_copy_known_by_its_name_alone_is_adopted_as_suspect_and_never_latest()
    {
        Lists(new FoundCopy(null, "linking_map_manual_backup_20261120_110000.json", Some.Noon.AddHours(-1), 10, InTrash: false, Complete: true));

        var adopted = _story.Manifest.Snapshots.Single();
        Assert.Equal(("20261120_110000", Suspicion.Unverified, false), (adopted.Id.Value, adopted.Health.Suspicion, adopted.Digest.IsKnown));
        Assert.Equal(RefusalKind.NothingHealthy, _story.Chooses("latest").Refusal!.Kind);
    }

    [Fact]
    public void A_copy_that_lost_its_side_car_is_still_known_by_its_handle()
    {
        var taken = _story.Saves(100);

        var result = Lists(new FoundCopy(null, taken.Copies[0].Handle, taken.TakenAt, taken.Bytes, InTrash: false, Complete: true));

        Assert.Empty(result.Events);
        Assert.Empty(result.Missing);
    }

    [Fact]
    public void A_side_car_that_is_gone_is_written_again()
    {
        var taken = _story.Saves(100);

        var result = Lists(new FoundCopy(null, taken.Copies[0].Handle, taken.TakenAt, taken.Bytes, InTrash: false, Complete: true));

        Assert.Equal(taken.Id, Assert.Single(result.ToDescribe).Id);
    }

    [Fact]
    public void A_missing_copy_is_lost_after_two_listings()
    {
        var taken = _story.Saves(100);

        var first = Lists();
        Assert.Empty(first.Events);
        var second = Lists(first.Missing);

        Assert.Equal(new CopyLost(taken.Id, Some.Copies, _story.Now), Assert.Single(second.Events));
        Assert.Equal(SnapshotState.Lost, _story.Manifest.Find(taken.Id)!.State);
        Assert.Empty(Lists(second.Missing).Events);
    }

    [Fact]
    public void A_truncated_copy_is_as_good_as_missing()
    {
        var taken = _story.Saves(100);

        Assert.Equal([taken.Id], Lists(Found(taken, complete: false)).Missing);
    }

    [Fact]
    public void A_copy_thought_lost_that_is_there_again_is_live_again()
    {
        var taken = _story.Saves(100);
        _story.Happens(new CopyLost(taken.Id, Some.Copies, _story.Now));

        Lists(Found(taken));

        Assert.Equal(SnapshotState.Live, _story.Manifest.Find(taken.Id)!.State);
    }

    [Fact]
    public void A_trash_copy_that_is_gone_is_gone_for_good()
    {
        var taken = _story.Saves(100);
        _story.Saves(101);
        _story.Happens(new SnapshotForgotten(taken.Id, [Some.Copies], "forget", "me", _story.Now));

        Lists(Lists(Found(_story.Manifest.NewestLive!)).Missing, Found(_story.Manifest.NewestLive!));

        Assert.Null(_story.Manifest.Find(taken.Id));
        Assert.Equal((1L, taken.Bytes), (_story.Manifest.State.RemovedSnapshots, _story.Manifest.State.RemovedBytes));
    }

    [Fact]
    public void A_removal_that_a_crash_cut_off_is_done_again()
    {
        var taken = _story.Saves(100);
        _story.Happens(new SnapshotForgotten(taken.Id, [Some.Copies], "forget", "me", _story.Now));

        Assert.Equal(taken.Id, Assert.Single(Lists(Found(taken)).ToTrash).Id);
    }

    [Fact]
    public void An_undo_that_a_crash_cut_off_is_done_again()
    {
        var taken = _story.Saves(100);

        Assert.Equal(taken.Id, Assert.Single(Lists(Found(taken, inTrash: true)).ToUntrash).Id);
    }

    [Fact]
    public void A_copy_under_another_name_is_found_under_it()
    {
        var taken = _story.Saves(100);

        Lists(Found(taken, handle: "linking_map_2.json"));

        Assert.Equal("linking_map_2.json", _story.Manifest.Find(taken.Id)!.Copies[0].Handle);
    }

    [Fact]
    public void A_side_car_with_an_old_verdict_is_to_be_described_again()
    {
        var taken = _story.Saves(100);
        _story.Happens(new PinChanged(taken.Id, true, "me", _story.Now));

        Assert.Equal(taken.Id, Assert.Single(Lists(Found(taken)).ToDescribe).Id);
    }

    [Fact]
    public void Another_content_under_a_known_id_is_left_alone()
    {
        var taken = _story.Saves(100);

        var result = Lists(Found(taken with { Digest = Some.Digest("another") }));

        Assert.Single(result.Strangers);
        Assert.Empty(result.Events);
    }

    [Fact]
    public void What_an_abandoned_capture_left_goes_to_the_trash_and_later_for_good()
    {
        _story.Asks(Some.Trigger());
        var id = _story.Starts();
        _story.Happens(Manifest.Abandon(id, "crash", _story.Now));
        var leftover = Some.Snapshot() with { Id = id };

        Assert.Single(Lists(Found(leftover)).LeftoversToTrash);
        Assert.Empty(Lists(Found(leftover, inTrash: true)).LeftoversToEmpty);
        _story.Now += TrashKeep;
        Assert.Single(Lists(Found(leftover, inTrash: true)).LeftoversToEmpty);
        Assert.Empty(_story.Manifest.Snapshots);
    }

    [Fact]
    public void The_capture_in_flight_is_not_adopted()
    {
        _story.Asks(Some.Trigger());
        var id = _story.Starts();

        Assert.Empty(Lists(Found(Some.Snapshot() with { Id = id })).Events);
    }

    [Fact]
    public void A_half_written_stranger_is_not_adopted() => Assert.Empty(Lists(Found(Some.Snapshot(), complete: false)).Events);
}
