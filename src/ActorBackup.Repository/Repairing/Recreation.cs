using ActorBackup.Repository.Blobs;
using ActorBackup.Repository.Chunking;
using ActorBackup.Repository.Ids;
using ActorBackup.Repository.Locks;

namespace ActorBackup.Repository.Repairing;

/// <summary>Stores blobs again that snapshots need and the repository has lost, from where the same content still is.</summary>
public static class Recreation
{
    /// <summary>From files: cut as they were cut when they were stored, a file that has not changed since gives the same blobs.</summary>
    /// <param name="files">Opened one after the other, until nothing is missing any more.</param>
    /// <returns>What is still missing.</returns>
    public static Task<MissingBlobs> FromFilesAsync(OpenRepository repository, MissingBlobs missing, IEnumerable<Func<Stream>> files, CancellationToken stop) =>
        UnderLock.RunAsync(repository, LockMode.Shared, (_, token) => StoreAsync(repository, missing, files, token), stop);

    /// <summary>From another repository that holds the same snapshots, such as one they were copied to: trees, too.</summary>
    /// <returns>What is still missing. When trees came back, look again: what they need may be missing, too.</returns>
    public static Task<MissingBlobs> FromRepositoryAsync(OpenRepository repository, MissingBlobs missing, OpenRepository other, CancellationToken stop) =>
        UnderLock.RunAsync(repository, LockMode.Shared,
            (_, writing) => UnderLock.RunAsync(other, LockMode.Shared, (_, token) => StoreAsync(repository, missing, other, token), writing), stop);

    private static async Task<MissingBlobs> StoreAsync(OpenRepository repository, MissingBlobs missing, IEnumerable<Func<Stream>> files, CancellationToken stop)
    {
        var (chunker, rest) = (repository.Chunker, missing.Blobs.ToHashSet());
        await using var writer = repository.BeginWriting();
        foreach (var open in files)
        {
            if (rest.Count == 0) break;
            await using var file = open();
            using var reader = new ChunkReader(chunker, file);
            while (await reader.ReadNextAsync(stop) is { } read)
            {
                using var chunk = read;
                var blob = BlobHandle.Data(new BlobId(Sha256Value.Of(chunk.Span)));
                if (rest.Remove(blob)) await writer.AddAgainAsync(BlobType.Data, chunk.Memory, stop);
            }
        }
        await writer.FlushAsync(stop);
        return new MissingBlobs(rest);
    }

    private static async Task<MissingBlobs> StoreAsync(OpenRepository repository, MissingBlobs missing, OpenRepository other, CancellationToken stop)
    {
        await other.RefreshIndexAsync(stop);
        var rest = missing.Blobs.ToHashSet();
        await using var writer = repository.BeginWriting();
        foreach (var blob in missing.Blobs.Where(other.Index.Contains))
        {
            await writer.AddAgainAsync(blob.Type, await other.LoadBlobAsync(blob, stop), stop);
            rest.Remove(blob);
        }
        await writer.FlushAsync(stop);
        return new MissingBlobs(rest);
    }
}
