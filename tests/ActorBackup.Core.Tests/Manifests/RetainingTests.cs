using ActorBackup.Core.Manifests;
using ActorBackup.Core.Retention;
using ActorBackup.Core.Snapshots;
using ActorBackup.Testing;

namespace ActorBackup.Core.Tests.Manifests;

public sealed class RetainingTests
{
    private static readonly RetentionPolicy KeepFive = new(KeepLast: 5, Hourly: 0, Daily: 0);

    private readonly Story _story = new(Some.Settings([Some.Copies, Some.Vault], KeepFive));

    private void SavesTen()
    {
        for (var i = 0; i < 10; i++)
        {
            _story.Saves(100 + i);
            _story.Retains();
        }
    }

    private List<Snapshot> Live => [.. _story.Manifest.Snapshots.Where(s => s.State == SnapshotState.Live)];

    [Fact]
    public void Forgets_what_no_rule_keeps_and_records_the_rule()
    {
        SavesTen();

        Assert.Equal(5, Live.Count);
        var gone = _story.Manifest.Snapshots[0].Copies;
        Assert.Equal([Some.Copies, Some.Vault], gone.Select(c => c.Store));
        Assert.All(gone, c => Assert.StartsWith("no rule keeps it (last=5", c.RemovedBy, StringComparison.Ordinal));
        Assert.All(gone, c => Assert.EndsWith("by retention", c.RemovedBy, StringComparison.Ordinal));
    }

    [Fact]
    public void A_plan_that_is_carried_out_leaves_nothing_to_do()
    {
        SavesTen();

        Assert.Empty(_story.Retains().Events);
    }

    [Fact]
    public void Nothing_is_removed_while_a_store_is_away()
    {
        for (var i = 0; i < 10; i++) _story.Saves(100 + i);
        _story.Here.Remove(Some.Vault);

        var decision = _story.Retains();

        Assert.Empty(decision.Events);
        Assert.Equal("store 'vault' is away; nothing is removed until it is back", decision.Held);
        Assert.Contains(decision.Lines, line => !line.Kept);
    }

    [Fact]
    public void Nothing_is_removed_before_reconciliation()
    {
        for (var i = 0; i < 10; i++) _story.Saves(100 + i);

        Assert.Empty(_story.Manifest.Retain(_story.Settings, _story.Here, reconciled: false, _story.Zone, null, _story.Now).Events);
    }

    [Fact]
    public void A_changed_policy_that_would_remove_more_than_half_waits_for_a_yes()
    {
        SavesTen();
        _story.Settings = _story.Settings with { Retention = new RetentionPolicy(KeepLast: 2, Hourly: 0, Daily: 0, MinKeep: 1) };

        var held = _story.Retains();
        Assert.Equal("the changed policy would remove 3 of 5 healthy snapshots from 'copies': look with 'retain linking-map --dry-run', "
            + "then say 'retain linking-map --yes' or change it back", held.Held);
        Assert.Equal((5, 3), (Live.Count, _story.Manifest.State.Held!.WouldRemove));
        Assert.Empty(_story.Retains().Events);   // said once

        _story.Retains(yes: "uid 1000");
        Assert.Equal(2, Live.Count);
        Assert.Null(_story.Manifest.State.Held);
    }

    [Fact]
    public void A_held_policy_that_is_changed_back_is_forgotten()
    {
        SavesTen();
        _story.Settings = _story.Settings with { Retention = new RetentionPolicy(KeepLast: 2, Hourly: 0, Daily: 0, MinKeep: 1) };
        _story.Retains();

        _story.Settings = _story.Settings with { Retention = KeepFive };
        _story.Retains();

        Assert.Null(_story.Manifest.State.Held);
        Assert.Equal(5, Live.Count);
    }

    [Fact]
    public void A_changed_policy_that_removes_half_or_less_needs_no_yes()
    {
        SavesTen();
        _story.Settings = _story.Settings with { Retention = KeepFive with { KeepLast = 3 } };

        Assert.Null(_story.Retains().Held);

        Assert.Equal(3, Live.Count);
    }

    [Fact]
    public void An_adopted_history_is_not_cut_down_without_a_yes()
    {
        for (var i = 0; i < 20; i++) _story.Happens(new SnapshotAdopted(Some.Snapshot(Some.Noon.AddMinutes(i), i + 1, stores: [Some.Copies, Some.Vault]), Some.Noon));

        Assert.NotNull(_story.Retains().Held);
    }

    [Fact]
    public void A_store_may_have_its_own_policy()
    {
        _story.Settings = _story.Settings with { Stores = [new(Some.Copies, KeepFive with { KeepLast = 3 }), new(Some.Vault, null)] };

        SavesTen();

        Assert.Equal(3, _story.Manifest.Snapshots.Count(s => s.CopyIn(Some.Copies)!.State == CopyState.Live));
        Assert.Equal(5, Live.Count);
    }
}
