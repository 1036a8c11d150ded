using ActorBackup.Repository.Ids;

namespace ActorBackup.Repository.Blobs;

/// <summary>Stores blobs that the repository does not have: compresses, seals, packs, saves, indexes.</summary>
/// <remarks>Safe for concurrent use. Nothing that was added may be referred to by a snapshot before <see cref="FlushAsync"/> returned; disposing
/// without it leaves packs that prune removes. Backpressure: adding waits while too many packs are on their way.</remarks>
public sealed class BlobWriter : IAsyncDisposable
{
    /// <summary>What was stored so far.</summary>
    public BlobsAdded Added => throw new NotImplementedException();

    /// <param name="content">Used only until the task ends.</param>
    /// <returns>The id, and whether the blob is new to the repository.</returns>
    public ValueTask<(BlobId Id, bool IsNew)> AddAsync(BlobType type, ReadOnlyMemory<byte> content, CancellationToken stop) => throw new NotImplementedException();

    /// <summary>Stores one more copy of a blob that the index has already: prune moves blobs this way.</summary>
    internal ValueTask<BlobId> AddAgainAsync(BlobType type, ReadOnlyMemory<byte> content, CancellationToken stop) => throw new NotImplementedException();

    /// <summary>Finishes the open packs and writes the index of everything since the last flush: durable and referable when it returns.</summary>
    public Task FlushAsync(CancellationToken stop) => throw new NotImplementedException();

    public ValueTask DisposeAsync() => throw new NotImplementedException();
}

/// <param name="Bytes">Plaintext of the new blobs.</param>
/// <param name="StoredBytes">The same as stored.</param>
public readonly record struct BlobsAdded(long DataBlobs, long TreeBlobs, long Bytes, long StoredBytes);
