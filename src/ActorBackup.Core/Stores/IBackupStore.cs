using System.Collections.Immutable;
using ActorBackup.Core.Ownership;
using ActorBackup.Core.Snapshots;

namespace ActorBackup.Core.Stores;

/// <summary>Keeps snapshots of any number of sources under one configured name.</summary>
/// <remarks>Must pass every test of the store contract: a commit is all or nothing and durable when it returns; removals go to the trash
/// and are repeatable; after the first contact nothing is ever created outside a place that has its identity. Safe for concurrent use by
/// different sources. Failures are <see cref="StoreException"/>.</remarks>
public interface IBackupStore : IAsyncDisposable
{
    StoreName Name { get; }

    /// <param name="known">The identity remembered for this place, or null at first contact.</param>
    Task<PlaceOpening> OpenAsync(SourceLocation source, StoreIdentity? known, PlaceUse use, CancellationToken stop);

    /// <summary>Gives the source's lock back. Harmless if there is none.</summary>
    Task CloseAsync(SourceLocation source);

    /// <param name="epoch">Of who writes: what former owners have begun is apart from it, and goes with <see cref="RemoveLeftoversAsync"/>.</param>
    Task<IStagedCopy> StageAsync(SourceLocation source, SnapshotId id, long epoch, CancellationToken stop);

    /// <summary>Everything of this source, live and trash, in no particular order.</summary>
    IAsyncEnumerable<FoundCopy> ListAsync(SourceLocation source, CancellationToken stop);

    /// <summary>The content, decompressed, unverified: check it against the digest before it is trusted.</summary>
    Task<Stream> ReadAsync(SourceLocation source, SnapshotId id, StoredCopy copy, CancellationToken stop);

    /// <summary>Replaces the side-car after a verdict, pin or label changed.</summary>
    Task DescribeAsync(SideCar sideCar, StoredCopy copy, CancellationToken stop);

    Task TrashAsync(SourceLocation source, SnapshotId id, StoredCopy copy, CancellationToken stop);

    /// <returns>The copy with the handle it has now: its old name may have been taken meanwhile.</returns>
    Task<StoredCopy> UntrashAsync(SourceLocation source, SnapshotId id, StoredCopy copy, CancellationToken stop);

    /// <summary>Removes from the trash for good.</summary>
    /// <param name="claim">Asked right before each removal; once it has ended nothing more is removed (<see cref="StoreFailure.NotOwner"/>).</param>
    Task EmptyTrashAsync(SourceLocation source, IReadOnlyCollection<SnapshotId> ids, IClaim claim, CancellationToken stop);

    Task<StoreSpace> SpaceAsync(SourceLocation source, CancellationToken stop);

    /// <summary>Removes what former owners of a shared source left half-written. A capture of theirs that still runs then finds nothing to commit.</summary>
    /// <param name="below">The present owner's epoch; what is of this epoch or a later one stays.</param>
    Task RemoveLeftoversAsync(SourceLocation source, long below, CancellationToken stop);

    /// <summary>The regular work of a store on itself, for all of its sources. A store that needs none does nothing.</summary>
    /// <param name="mayAct">Asked before every step that removes; false ends it.</param>
    /// <returns>What was done, a sentence each; empty if there was nothing to do.</returns>
    Task<ImmutableList<string>> MaintainAsync(StoreWork work, Func<bool> mayAct, CancellationToken stop) => Task.FromResult(ImmutableList<string>.Empty);

    /// <summary>One batch of cleaning a place that nodes share, of what no source's own clean-up reaches.</summary>
    /// <param name="source">Any source with its copies in the place.</param>
    /// <param name="mayAct">Asked before every removal; false ends the batch.</param>
    Task<Tidied> TidyAsync(SourceLocation source, Tidying tidying, Func<bool> mayAct, CancellationToken stop);
}
