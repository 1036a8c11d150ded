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
    public static async Task<MissingBlobs> FromFilesAsync(OpenRepository repository, MissingBlobs missing, IEnumerable<Func<Stream>> files, CancellationToken stop)
    {
        await using var held = await repository.LockAsync(LockMode.Shared, stop);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stop, held.Lost);
        var (chunker, rest) = (repository.Chunker, missing.Blobs.ToHashSet());
        await using var writer = repository.BeginWriting();
        foreach (var open in files)
        {
            if (rest.Count == 0) break;
            await using var file = open();
            using var reader = new ChunkReader(chunker, file);
            while (await reader.ReadNextAsync(either.Token) is { } read)
            {
                using var chunk = read;
                var blob = BlobHandle.Data(new BlobId(Sha256Value.Of(chunk.Span)));
                if (rest.Remove(blob)) await writer.AddAgainAsync(BlobType.Data, chunk.Memory, either.Token);
            }
        }
        await writer.FlushAsync(either.Token);
        return new MissingBlobs(rest);
    }

    /// <summary>From another repository that holds the same snapshots, such as one they were copied to: trees, too.</summary>
    /// <returns>What is still missing. When trees came back, look again: what they need may be missing, too.</returns>
    public static async Task<MissingBlobs> FromRepositoryAsync(OpenRepository repository, MissingBlobs missing, OpenRepository other, CancellationToken stop)
    {
        await using var held = await repository.LockAsync(LockMode.Shared, stop);
        await using var reading = await other.LockAsync(LockMode.Shared, stop);
        using var any = CancellationTokenSource.CreateLinkedTokenSource(stop, held.Lost, reading.Lost);
        await other.RefreshIndexAsync(any.Token);
        var rest = missing.Blobs.ToHashSet();
        await using var writer = repository.BeginWriting();
        foreach (var blob in missing.Blobs.Where(other.Index.Contains))
        {
            await writer.AddAgainAsync(blob.Type, await other.LoadBlobAsync(blob, any.Token), any.Token);
            rest.Remove(blob);
        }
        await writer.FlushAsync(any.Token);
        return new MissingBlobs(rest);
    }
}
