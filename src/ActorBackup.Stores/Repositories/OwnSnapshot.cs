using ActorBackup.Core.Snapshots;
using ActorBackup.Core.Sources;
using ActorBackup.Core.Stores;
using ActorBackup.Repository;

namespace ActorBackup.Stores.Repositories;

/// <summary>What the tags of a snapshot file say, for a list.</summary>
public sealed record OwnSnapshot(SourceId Source, SnapshotId Id, bool InTrash)
{
    /// <summary>Null if it is none of ours, or its tags are damaged.</summary>
    public static OwnSnapshot? TryRead(StoredSnapshot file, StoreName store)
    {
        try
        {
            return CatalogEntry.Of(file, store) is { SideCar: var sideCar }
                ? new OwnSnapshot(sideCar.Source, sideCar.Snapshot.Id, sideCar.Snapshot.Copies[0].State == CopyState.Trash) : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
