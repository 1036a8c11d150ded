using ActorBackup.Core.Ownership;
using ActorBackup.Core.Snapshots;
using ActorBackup.Core.Stores;

namespace ActorBackup.Core.Trees;

/// <summary>A folder in a store, not listed yet. Disposing without a commit leaves nothing that is listed.</summary>
/// <remarks>May hold a lock of the store: to be committed or disposed soon. Every method fails with <see cref="StoreException"/>.</remarks>
public interface IStagedTree : IAsyncDisposable
{
    StoreName Store { get; }

    TreeReading Reading { get; }

    /// <summary>Makes the snapshot listed and durable when this returns.</summary>
    /// <param name="sideCar">Its snapshot's copies are ignored. Its digest is of another store's tree if there are several.</param>
    /// <param name="claim">Asked right before it is listed; once it has ended nothing is (<see cref="StoreFailure.NotOwner"/>).</param>
    Task<StoredCopy> CommitAsync(SideCar sideCar, IClaim claim, CancellationToken stop);
}
