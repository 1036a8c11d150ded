using System.Collections.Immutable;
using ActorBackup.Core.Settings;
using ActorBackup.Core.Snapshots;
using ActorBackup.Core.Stores;

namespace ActorBackup.Core.Manifests;

public sealed partial record Manifest
{
    /// <summary>What a store has missed, oldest first, and which store has it; only what retention would keep there.</summary>
    /// <param name="here">Stores that can be read or written now, <paramref name="to"/> among them.</param>
    public ImmutableList<CatchUpStep> CatchUp(StoreName to, IReadOnlySet<StoreName> here, SourceSettings settings, TimeZoneInfo zone)
    {
        var missing = Snapshots.FindAll(s => s.CopyIn(to) is null && Readable(s, here) is not null);
        if (missing.IsEmpty || !here.Contains(to)) return [];
        var missed = missing.Select(s => s.Id).ToHashSet();
        var asIfThere = Snapshots.FindAll(s => s.CopyIn(to) is { State: CopyState.Live } || missed.Contains(s.Id))
            .ConvertAll(s => s.CopyIn(to) is null ? s with { Copies = s.Copies.Add(Readable(s, here)! with { Store = to }) } : s);
        var kept = settings.RetentionIn(to).Plan(asIfThere, to, zone).Where(line => line.Kept).Select(line => line.Id).ToHashSet();
        return [.. missing.Where(s => kept.Contains(s.Id)).Select(s => new CatchUpStep(s, Readable(s, here)!, to))];
    }

    /// <summary>Snapshots a store still misses, whatever is reachable now; for status.</summary>
    public int MissingIn(StoreName store, SourceSettings settings) => Snapshots.Count(s => s.CopyIn(store) is null && IsHeld(s, settings));

    /// <summary>The newest healthy one in a store that the source still uses; what is left in others cannot be read from here.</summary>
    public Snapshot? NewestHealthyIn(SourceSettings settings) => Snapshots.FindLast(s => s.Health.IsHealthy && IsHeld(s, settings));

    private static bool IsHeld(Snapshot snapshot, SourceSettings settings) => settings.Stores.Exists(use => snapshot.CopyIn(use.Store) is { State: CopyState.Live });

    private static StoredCopy? Readable(Snapshot snapshot, IReadOnlySet<StoreName> here) =>
        snapshot.Copies.Find(c => c.State == CopyState.Live && here.Contains(c.Store));
}
