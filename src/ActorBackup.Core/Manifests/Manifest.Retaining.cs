using System.Collections.Immutable;
using ActorBackup.Core.Protocols;
using ActorBackup.Core.Retention;
using ActorBackup.Core.Settings;
using ActorBackup.Core.Snapshots;
using ActorBackup.Core.Stores;

namespace ActorBackup.Core.Manifests;

/// <summary>What retention would do now.</summary>
/// <param name="Lines">Every live snapshot in every store with its reasons; what they say goes may still be held.</param>
/// <param name="Events">To persist before anything is moved; each <see cref="SnapshotForgotten"/> is a deed to do.</param>
/// <param name="Held">Why nothing is removed though lines say so, else null.</param>
public sealed record RetentionDecision(ImmutableList<RetentionLine> Lines, ImmutableList<ISourceEvent> Events, string? Held);

public sealed partial record Manifest
{
    /// <param name="here">Stores that are reachable; with one away nothing is removed.</param>
    /// <param name="yes">Who confirmed a held policy, or null.</param>
    public RetentionDecision Retain(SourceSettings settings, IReadOnlySet<StoreName> here, bool reconciled, TimeZoneInfo zone, string? yes, DateTimeOffset now)
    {
        var lines = settings.Stores.SelectMany(use => settings.RetentionIn(use.Store).Plan(Snapshots, use.Store, zone)).ToImmutableList();
        var policy = string.Join("; ", settings.Stores.Select(use => $"{use.Store}: {settings.RetentionIn(use.Store).Fingerprint}"));
        if (!reconciled) return new RetentionDecision(lines, [], "stores and manifest are not reconciled yet");
        if (settings.Stores.Find(use => !here.Contains(use.Store)) is { } away)
            return new RetentionDecision(lines, [], $"store '{away.Store}' is away; nothing is removed until it is back");

        if (policy != State.ConfirmedPolicy && yes is null && Worst(lines) is { } worst)
        {
            var held = $"the changed policy would remove {worst.Removed} of {worst.Of} healthy snapshots from '{worst.Store}': "
                + $"look with 'retain {Source} --dry-run', then say 'retain {Source} --yes' or change it back";
            return new RetentionDecision(lines, State.Held?.Policy == policy ? [] : [new PolicyHeld(policy, worst.Removed, worst.Of, now)], held);
        }
        var events = ImmutableList.CreateBuilder<ISourceEvent>();
        if (policy != State.ConfirmedPolicy || State.Held is not null) events.Add(new PolicyConfirmed(policy, yes ?? "actorbackup", now));
        events.AddRange(lines.Where(line => !line.Kept).GroupBy(line => line.Id)
            .Select(g => new SnapshotForgotten(g.Key, [.. g.Select(line => line.Store)], g.First().Reasons[0], "retention", now)));
        return new RetentionDecision(lines, events.ToImmutable(), null);
    }

    /// <summary>What of a store's trash goes for good now: persist after it is done.</summary>
    public ImmutableList<TrashLine> PlanTrash(TrashPolicy policy, StoreName store, StoreSpace space, DateTimeOffset now) => policy.Plan(
        Snapshots.Select(s => (s.Id, Copy: s.CopyIn(store))).Where(s => s.Copy is { State: CopyState.Trash }).Select(s => (s.Id, s.Copy!)), space, now);

    private (StoreName Store, int Removed, int Of)? Worst(ImmutableList<RetentionLine> lines)
    {
        var healthyIds = Snapshots.Where(s => s.Health.IsHealthy).Select(s => s.Id).ToHashSet();
        foreach (var store in lines.GroupBy(line => line.Store))
        {
            var healthy = store.Where(line => healthyIds.Contains(line.Id)).ToList();
            var removed = healthy.Count(line => !line.Kept);
            if (removed * 2 > healthy.Count) return (store.Key, removed, healthy.Count);
        }
        return null;
    }
}
