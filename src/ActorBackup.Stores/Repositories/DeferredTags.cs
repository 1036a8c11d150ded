using System.Collections.Immutable;
using ActorBackup.Core.Snapshots;
using ActorBackup.Core.Stores;

namespace ActorBackup.Stores.Repositories;

/// <summary>What was decided over snapshots since their tags were written: it counts at once, and is written in batches. Safe for concurrent use.</summary>
/// <remarks>A kill loses it. Then the next listing shows the older state, and the manifest, which has the decision, asks for it again.</remarks>
internal sealed class DeferredTags
{
    private readonly Dictionary<string, SideCar> _changed = [];

    public bool IsEmpty
    {
        get
        {
            lock (_changed) return _changed.Count == 0;
        }
    }

    /// <summary>The snapshot as it is decided to be.</summary>
    public SideCar Of(CatalogEntry entry)
    {
        lock (_changed) return _changed.GetValueOrDefault(entry.Handle, entry.SideCar);
    }

    public bool IsInTrash(CatalogEntry entry) => Of(entry).Snapshot.Copies[0].State == CopyState.Trash;

    public void Put(CatalogEntry entry, SideCar next)
    {
        lock (_changed)
        {
            if (Says(next).SequenceEqual(Says(entry.SideCar))) _changed.Remove(entry.Handle);
            else _changed[entry.Handle] = next;
        }
    }

    public IReadOnlyList<(string Handle, SideCar Next)> All
    {
        get
        {
            lock (_changed) return [.. _changed.Select(c => (c.Key, c.Value))];
        }
    }

    /// <summary>Written, or of no use any more; unless it was decided anew meanwhile.</summary>
    public void Done(string handle, SideCar next)
    {
        lock (_changed)
            if (_changed.TryGetValue(handle, out var now) && ReferenceEquals(now, next)) _changed.Remove(handle);
    }

    public void Drop(string handle)
    {
        lock (_changed) _changed.Remove(handle);
    }

    private static ImmutableArray<string> Says(SideCar sideCar) => SnapshotTags.Write(sideCar, sideCar.Snapshot.Copies[0], [], revision: 0);
}
