using ActorBackup.Core.Capturing;
using ActorBackup.Core.Manifests;
using ActorBackup.Core.Protocols;
using ActorBackup.Core.Snapshots;
using ActorBackup.Core.Triggers;
using ActorBackup.Testing;

namespace ActorBackup.Core.Tests.Manifests;

public sealed class CaptureTests
{
    private static readonly TimeZoneInfo Berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");

    private readonly Story _story = new();

    [Fact]
    public void The_id_is_the_local_time_of_the_start()
    {
        var story = new Story(zone: Berlin);
        story.Asks(Some.Trigger());
        story.Now = Some.Noon;

        Assert.Equal("20261120_130000", story.Starts().Value);
    }

    [Fact]
    public void The_repeated_hour_of_October_gives_a_second_id()
    {
        var story = new Story(zone: Berlin) { Now = new DateTimeOffset(2026, 10, 25, 0, 29, 59, TimeSpan.Zero) };   // 02:30 summer time
        story.Saves(100);
        story.Now = new DateTimeOffset(2026, 10, 25, 1, 29, 59, TimeSpan.Zero);   // 02:30 again, winter time

        story.Saves(101);

        Assert.Equal(["20261025_023000", "20261025_023000_2"], story.Manifest.Snapshots.Select(s => s.Id.Value));
        Assert.Equal("20261025_023000_2", story.Chooses("latest").Snapshot!.Id.Value);
    }

    [Fact]
    public void An_abandoned_id_is_not_given_again()
    {
        _story.Asks(Some.Trigger());
        var now = _story.Now;
        var first = _story.Starts();
        _story.Happens(Manifest.Abandon(first, "crash", now));
        _story.Now = now;

        Assert.Equal($"{first}_2", _story.Starts().Value);
    }

    [Fact]
    public void The_clock_going_back_a_year_does_not_change_what_is_latest()
    {
        _story.Saves(100);
        _story.Now = Some.Noon.AddYears(-1);

        var second = _story.Saves(101);

        Assert.Equal("20251120_120001", second.Id.Value);
        Assert.Equal(second.Id, _story.Chooses("latest").Snapshot!.Id);
    }

    [Fact]
    public void The_same_content_as_the_newest_snapshot_is_unchanged_and_serves_its_triggers()
    {
        var first = _story.Saves(100);
        _story.Asks(Some.Trigger(TriggerKind.Manual, "m-1"));

        _story.Saves(100);

        Assert.Single(_story.Manifest.Snapshots);
        var outcome = _story.Manifest.OutcomeOf(new TriggerId("m-1"), _story.Settings);
        Assert.Equal((OutcomeState.Unchanged, first.Id), (outcome!.State, outcome.Snapshot));
    }

    [Fact]
    public void The_same_content_as_an_older_snapshot_is_a_snapshot()
    {
        _story.Saves(100);
        _story.Saves(101);

        _story.Saves(100);

        Assert.Equal(3, _story.Manifest.Snapshots.Count);
    }

    public static TheoryData<Trigger> TriggersThatWantAnEntry => new()
    {
        Some.Trigger(TriggerKind.BeforeChange), Some.Trigger() with { Label = "release" }, Some.Trigger() with { Pin = true },
    };

    [Theory, MemberData(nameof(TriggersThatWantAnEntry))]
    public void Unchanged_content_makes_an_entry_where_the_trigger_wants_one(Trigger trigger)
    {
        var first = _story.Saves(100);
        _story.Asks(trigger);

        var second = _story.Saves(100);

        Assert.Equal(2, _story.Manifest.Snapshots.Count);
        Assert.Equal(first.Digest, second.Digest);
        Assert.Equal((trigger.Label, trigger.Pin), (second.Label, second.Pinned));
    }

    [Fact]
    public void Several_labels_are_joined_and_counters_merged()
    {
        _story.Asks(Some.Trigger(id: "a") with { Label = "one", Counters = Some.Trigger().Counters.Add("ean", 1) });
        _story.Asks(Some.Trigger(id: "b") with { Label = "two", Counters = Some.Trigger().Counters.Add("ean", 2) });

        var taken = _story.Saves(100);

        Assert.Equal("one+two", taken.Label);
        Assert.Equal(2, taken.Counters["ean"]);
    }

    [Fact]
    public void A_count_told_by_the_client_is_used_where_the_content_has_none()
    {
        _story.Asks(Some.Trigger() with { Items = 7 });

        Assert.Equal(7, _story.Captures(Some.Captured(items: null)).Items);
    }

    [Fact]
    public void Content_read_again_and_found_whole_is_no_longer_torn()
    {
        var torn = _story.Captures(Some.Captured("same", torn: "it changed while it was read"));

        _story.Captures(Some.Captured("same"));

        Assert.True(_story.Manifest.Find(torn.Id)!.Health.IsHealthy);
        Assert.Single(_story.Manifest.Snapshots);
    }

    [Fact]
    public void A_deleted_source_is_an_event_and_no_snapshot()
    {
        _story.Saves(100);
        _story.Asks(TriggerKind.Change);
        var id = _story.Starts();

        _story.Happens(_story.Manifest.Failed(id, new CaptureResult.Missing("no such file"), _story.Now));

        Assert.True(_story.Manifest.State.Vanished);
        Assert.Single(_story.Manifest.Snapshots);
    }

    [Fact]
    public void A_source_that_is_still_gone_is_no_further_event()
    {
        _story.Happens(new SourceVanished(_story.Now));

        var events = _story.Manifest.Failed(SnapshotId.Parse("20261120_120000"), new CaptureResult.Missing("no such file"), _story.Now);

        Assert.IsType<SnapshotFailed>(Assert.Single(events));
    }

    [Fact]
    public void Going_and_returning_are_told_once_each()
    {
        Assert.Empty(_story.Manifest.Seen(true, _story.Now));
        _story.Happens(_story.Manifest.Seen(false, _story.Now));
        Assert.Empty(_story.Manifest.Seen(false, _story.Now));
        _story.Happens(_story.Manifest.Seen(true, _story.Now));

        Assert.IsType<SourceReturned>(_story.Journal[^1]);
        Assert.False(_story.Manifest.State.Vanished);
    }

    [Fact]
    public void One_adopted_during_a_capture_does_not_share_its_sequence()
    {
        _story.Asks(Some.Trigger());
        var id = _story.Starts();
        var keep = Assert.IsType<CaptureVerdict.Keep>(_story.Manifest.Judge(Some.Captured(), _story.Settings, _story.Now));
        _story.Happens(new SnapshotAdopted(Some.Snapshot(Some.Noon.AddDays(-1), sequence: 1), _story.Now));

        _story.Happens(Manifest.Taken(keep.Snapshot, [Some.Copy(id)], _story.Now));

        Assert.Equal([1L, 2L], _story.Manifest.Snapshots.Select(s => s.Sequence));
    }

    [Theory]
    [InlineData(false, true)]    // the same stamp
    [InlineData(true, false)]    // another mtime
    public void Another_stamp_may_be_another_content(bool touched, bool same)
    {
        _story.Saves(100);
        var stamp = _story.Manifest.State.LastStamp!;

        Assert.Equal(!same, _story.Manifest.MayHaveChanged(touched ? stamp with { ModifiedNanos = stamp.ModifiedNanos + 1 } : stamp));
    }

    [Fact]
    public void A_racy_stamp_is_read_again()
    {
        _story.Captures(Some.Captured() with { Stamp = Some.Stamp(racy: true) });

        Assert.True(_story.Manifest.MayHaveChanged(Some.Stamp()));
    }

    [Fact]
    public void An_unchanged_capture_remembers_the_new_stamp()
    {
        _story.Captures(Some.Captured());
        var touched = Some.Stamp(Some.Noon.AddHours(1));

        _story.Captures(Some.Captured() with { Stamp = touched });

        Assert.False(_story.Manifest.MayHaveChanged(touched));
    }

    [Fact]
    public void Sequences_count_up_and_unchanged_ones_take_none()
    {
        _story.Saves(100);
        _story.Saves(100);
        _story.Saves(101);

        Assert.Equal([1L, 2L], _story.Manifest.Snapshots.Select(s => s.Sequence));
    }

    [Fact]
    public void Judging_without_a_capture_in_flight_is_a_mistake() =>
        Assert.Throws<InvalidOperationException>(() => _story.Manifest.Judge(Some.Captured(), _story.Settings, _story.Now));
}
