using ActorBackup.Core.Capturing;
using ActorBackup.Core.Manifests;
using ActorBackup.Core.Protocols;
using ActorBackup.Core.Tests.Manifests;
using ActorBackup.Core.Triggers;
using ActorBackup.Core.Verdicts;
using ActorBackup.Testing;

namespace ActorBackup.Core.Tests.Verdicts;

public sealed class VerdictTests
{
    private readonly Story _story = new(Some.Settings([Some.Copies, Some.Vault]));
    private VerdictFacts _facts = new(Some.Settings([Some.Copies, Some.Vault]), [new(Some.Copies, StoreState.Here, 0), new(Some.Vault, StoreState.Here, 0)], [], [], null, null);

    private Core.Protocols.Verdicts Verdicts() => VerdictRule.Of(_story.Manifest, _facts with { Settings = _story.Settings }, _story.Now);

    private static PartStatus Part(PartState state) => new("watcher", state, null, null, null, "no space on device");

    [Fact]
    public void Data_is_safe_with_a_healthy_snapshot_in_two_stores()
    {
        _story.Saves(100);

        Assert.Equal(new Verdict(VerdictLevel.Ok, "20261120_120001 is healthy and stored"), Verdicts().DataSafety);
    }

    [Fact]
    public void Data_is_in_danger_without_a_snapshot() => Assert.Equal(new Verdict(VerdictLevel.Bad, "no snapshot yet"), Verdicts().DataSafety);

    [Fact]
    public void Data_is_in_danger_if_its_healthy_snapshots_lie_only_in_stores_no_longer_configured()
    {
        _story.Saves(100);
        _story.Settings = Some.Settings([new("new")]);

        Assert.Equal(VerdictLevel.Bad, Verdicts().DataSafety.Level);
        Assert.Contains("no longer configured", Verdicts().DataSafety.Reason, StringComparison.Ordinal);
        Assert.Equal(0, _story.Manifest.MissingIn(new("new"), _story.Settings));
    }

    [Fact]
    public void Data_is_in_danger_without_a_healthy_snapshot()
    {
        _story.Captures(Some.Captured(torn: "it changed while it was read"));

        Assert.Equal(VerdictLevel.Bad, Verdicts().DataSafety.Level);
    }

    [Theory]
    [InlineData(59, VerdictLevel.Ok)]
    [InlineData(60, VerdictLevel.Ok)]
    [InlineData(61, VerdictLevel.Bad)]
    public void A_change_that_waits_longer_than_max_rpo_is_bad(int seconds, VerdictLevel level)
    {
        _story.Settings = _story.Settings with { MaxRpo = TimeSpan.FromMinutes(1) };
        _story.Saves(100);
        var changedAt = _story.Now;
        _story.Asks(TriggerKind.Change);
        _story.Now = changedAt.AddSeconds(seconds);

        Assert.Equal(TimeSpan.FromSeconds(seconds), VerdictRule.Rpo(_story.Manifest, _story.Now));
        Assert.Equal(level, Verdicts().DataSafety.Level);
    }

    [Fact]
    public void A_suspect_newest_one_warns_with_the_command_to_accept()
    {
        _story.Saves(100);
        var suspect = _story.Saves(10);

        var verdict = Verdicts().DataSafety;

        Assert.Equal(VerdictLevel.Warn, verdict.Level);
        Assert.EndsWith($"accept linking-map {suspect.Id}", verdict.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(StoreState.Away, "store 'vault' is away: not mounted; if it is gone for good, configure one of another name")]
    [InlineData(StoreState.Full, "store 'vault' is full: not mounted")]
    public void A_store_that_takes_nothing_warns(StoreState state, string reason)
    {
        _story.Saves(100);
        _facts = _facts with { Stores = _facts.Stores.SetItem(1, new StoreStatus(Some.Vault, state, 0, "not mounted")) };

        Assert.Equal(new Verdict(VerdictLevel.Warn, reason), Verdicts().DataSafety);
    }

    [Fact]
    public void A_single_store_warns()
    {
        _story.Saves(100);
        _facts = _facts with { Stores = _facts.Stores.RemoveAt(1) };

        Assert.Equal(new Verdict(VerdictLevel.Warn, "there is only one store"), Verdicts().DataSafety);
    }

    [Theory]
    [InlineData(PartState.Active, false, null, VerdictLevel.Ok)]
    [InlineData(PartState.Off, false, null, VerdictLevel.Ok)]
    [InlineData(PartState.Restarting, false, null, VerdictLevel.Warn)]
    [InlineData(PartState.Restarting, true, null, VerdictLevel.Bad)]
    [InlineData(PartState.Stopped, false, null, VerdictLevel.Bad)]
    [InlineData(PartState.Active, false, "out of watches", VerdictLevel.Warn)]
    public void The_machinery_is_as_good_as_its_worst_part(PartState state, bool atCap, string? pollReason, VerdictLevel level)
    {
        _facts = _facts with { Parts = [Part(state)], BackOffAtCap = atCap ? ["watcher"] : [], PollReason = pollReason };

        Assert.Equal(level, Verdicts().System.Level);
    }

    [Theory]
    [InlineData(true, 61, VerdictLevel.Warn)]
    [InlineData(true, 59, VerdictLevel.Ok)]
    [InlineData(false, 61, VerdictLevel.Ok)]
    [InlineData(null, 61, VerdictLevel.Ok)]
    public void A_counted_source_that_stands_still_while_its_process_runs_warns(bool? runs, int minutes, VerdictLevel level)
    {
        _story.Saves(100);
        _story.Now += TimeSpan.FromMinutes(minutes);
        _facts = _facts with { ProcessRuns = runs };

        Assert.Equal(level, Verdicts().Processing.Level);
    }

    [Fact]
    public void A_source_that_has_all_it_expects_is_done()
    {
        _story.Settings = _story.Settings with { ExpectedItems = 100 };
        _story.Saves(100);
        _story.Now += TimeSpan.FromDays(2);

        Assert.Equal(new Verdict(VerdictLevel.Ok, "all 100 items are there"), Verdicts().Processing);
    }

    [Fact]
    public void A_source_that_is_gone_warns()
    {
        _story.Saves(100);
        _story.Happens(new SourceVanished(_story.Now));

        Assert.Equal(VerdictLevel.Warn, Verdicts().Processing.Level);
    }

    [Fact]
    public void Rpo_ends_with_the_healthy_capture_but_not_with_a_suspect_or_failed_one()
    {
        _story.Saves(100);
        var changedAt = _story.Now;
        _story.Asks(TriggerKind.Change);
        _story.Saves(10);
        Assert.Equal(_story.Now - changedAt, VerdictRule.Rpo(_story.Manifest, _story.Now));
        _story.Asks(TriggerKind.Change);
        _story.Happens(_story.Manifest.Failed(_story.Starts(), new CaptureResult.Unreadable("permission denied"), _story.Now));
        Assert.Equal(_story.Now - changedAt, VerdictRule.Rpo(_story.Manifest, _story.Now));

        _story.Saves(101);

        Assert.Equal(TimeSpan.Zero, VerdictRule.Rpo(_story.Manifest, _story.Now));
    }

    [Fact]
    public void Rpo_counts_a_change_that_came_during_the_capture()
    {
        _story.Asks(TriggerKind.Change);
        _story.Starts();
        var changedAt = _story.Now;
        _story.Asks(TriggerKind.Change);
        _story.Happens(new SnapshotTaken(Some.Snapshot(), _story.Now));

        Assert.Equal(_story.Now - changedAt, VerdictRule.Rpo(_story.Manifest, _story.Now));
    }
}
