using System.Collections.Immutable;
using ActorBackup.Core.Snapshots;
using ActorBackup.Core.Stores;

namespace ActorBackup.Core.Manifests;

/// <summary>What events do to the copies of a snapshot.</summary>
public sealed partial record Manifest
{
    private static ManifestState Damaged(ManifestState s, CopyDamaged e)
    {
        var next = ChangeCopy(s, e.Id, e.Store, copy => copy with { State = CopyState.Damaged });
        return Change(next, e.Id, old => old.Copies.Exists(c => c.State is CopyState.Live or CopyState.Trash) ? old
            : old with { Health = new SnapshotHealth(HealthVerdict.Damaged, e.Finding) });
    }

    private static ManifestState Emptied(ManifestState s, TrashEmptied e)
    {
        var ids = e.Ids.ToHashSet();
        var after = s.Snapshots.ConvertAll(old => !ids.Contains(old.Id) ? old
            : old with { Copies = old.Copies.RemoveAll(c => c.Store == e.Store && c.State == CopyState.Trash) });
        var gone = after.FindAll(old => old.Copies.IsEmpty);
        return s with
        {
            Snapshots = after.RemoveAll(old => old.Copies.IsEmpty),
            RemovedSnapshots = s.RemovedSnapshots + gone.Count,
            RemovedBytes = s.RemovedBytes + gone.Sum(old => old.Bytes),
            LastCleanupAt = e.At,
        };
    }

    private static ManifestState FoldLost(ManifestState s)
    {
        if (s.Snapshots.Count <= LostKept || s.Snapshots.Count(IsLost) <= LostKept) return s;
        var oldest = s.Snapshots.FindIndex(IsLost);
        return s with
        {
            Snapshots = s.Snapshots.RemoveAt(oldest),
            RemovedSnapshots = s.RemovedSnapshots + 1,
            RemovedBytes = s.RemovedBytes + s.Snapshots[oldest].Bytes,
        };

        static bool IsLost(Snapshot snapshot) => snapshot.State == SnapshotState.Lost && !snapshot.Copies.Exists(IsThere);
    }

    /// <summary>Its bytes lie in the store, trusted or not.</summary>
    private static bool IsThere(StoredCopy copy) => copy.State is CopyState.Live or CopyState.Damaged;

    private static bool IsTrash(StoredCopy copy) => copy.State == CopyState.Trash;

    private static ManifestState ChangeCopies(ManifestState s, SnapshotId id, Func<ImmutableList<StoredCopy>, ImmutableList<StoredCopy>> change) =>
        Change(s, id, old => old with { Copies = change(old.Copies) });

    private static ManifestState ChangeCopy(ManifestState s, SnapshotId id, StoreName store, Func<StoredCopy, StoredCopy> change) =>
        ChangeCopies(s, id, copies => copies.ConvertAll(c => c.Store == store ? change(c) : c));

    private static ImmutableList<StoredCopy> Trashed(ImmutableList<StoredCopy> copies, SnapshotForgotten e) =>
        Each(copies, e.Stores, IsThere, copy => copy with { State = CopyState.Trash, RemovedBy = $"{e.Rule} by {e.Who}", RemovedAt = e.At });

    private static ImmutableList<StoredCopy> Undone(ImmutableList<StoredCopy> copies, SnapshotUndone e) =>
        Each(copies, e.Stores, IsTrash, copy => copy with { State = CopyState.Live, RemovedBy = null, RemovedAt = null });

    private static ImmutableList<StoredCopy> Each(
        ImmutableList<StoredCopy> copies, ImmutableList<StoreName> stores, Func<StoredCopy, bool> which, Func<StoredCopy, StoredCopy> change) =>
        copies.ConvertAll(c => which(c) && stores.Contains(c.Store) ? change(c) : c);

    private static ImmutableList<StoredCopy> Put(ImmutableList<StoredCopy> copies, StoredCopy copy)
    {
        var at = copies.FindIndex(c => c.Store == copy.Store);
        return at < 0 ? copies.Add(copy) : copies.SetItem(at, copy);
    }
}
