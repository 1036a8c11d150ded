using System.Collections.Immutable;
using ActorBackup.Core.Snapshots;
using ActorBackup.Core.Stores;

namespace ActorBackup.Actors.Retention;

/// <summary>Something to do in a store that was decided and persisted before; doing it again is harmless.</summary>
internal abstract record Deed(IBackupStore Store)
{
    public sealed record Trash(IBackupStore Store, SnapshotId Id, StoredCopy Copy) : Deed(Store);

    /// <summary>Answered with the copy as it is now.</summary>
    public sealed record Untrash(IBackupStore Store, SnapshotId Id, StoredCopy Copy) : Deed(Store);

    /// <summary>Rewrites a side-car that tells an older verdict or pin.</summary>
    public sealed record Describe(IBackupStore Store, SideCar SideCar, StoredCopy Copy) : Deed(Store);

    public sealed record Empty(IBackupStore Store, ImmutableList<SnapshotId> Ids, string Rule) : Deed(Store);
}
