using ActorBackup.Core.Ownership;
using ActorBackup.Core.Snapshots;

namespace ActorBackup.Core.Stores;

/// <summary>Content on its way into a store, not listed yet. Disposing without a commit leaves nothing behind.</summary>
/// <remarks>One writer at a time. Every method fails with <see cref="StoreException"/>.</remarks>
public interface IStagedCopy : IAsyncDisposable
{
    StoreName Store { get; }

    ValueTask WriteAsync(ReadOnlyMemory<byte> content, CancellationToken stop);

    /// <summary>Forgets what was written, for another attempt.</summary>
    ValueTask ResetAsync(CancellationToken stop);

    /// <summary>Makes the copy listed and durable: file, side-car and folders are fsynced when this returns.</summary>
    /// <param name="sideCar">Its snapshot's copies are ignored.</param>
    /// <param name="claim">Asked right before the copy gets its name; once it has ended nothing is listed (<see cref="StoreFailure.NotOwner"/>).</param>
    Task<StoredCopy> CommitAsync(SideCar sideCar, IClaim claim, CancellationToken stop);
}
