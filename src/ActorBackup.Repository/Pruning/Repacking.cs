using System.Buffers;
using ActorBackup.Repository.Backends;
using ActorBackup.Repository.Blobs;
using ActorBackup.Repository.Documents;
using ActorBackup.Repository.Ids;

namespace ActorBackup.Repository.Pruning;

/// <summary>Moves the blobs that are used out of packs that are to go, each proven on its way.</summary>
internal sealed class Repacking(OpenRepository repository, UsedBlobs used, IReadOnlySet<PackId> going)
{
    /// <summary>Packs are at most a few hundred MiB large; from a larger one, blobs are read one by one.</summary>
    private const int MostBytes = 512 << 20;

    private readonly HashSet<BlobHandle> _moved = [];

    /// <exception cref="RepositoryException"><see cref="RepositoryFailure.Damaged"/>: a blob that is used cannot be read from any pack.</exception>
    public async Task MoveAsync(IndexedPack pack, BlobWriter writer, CancellationToken stop)
    {
        var wanted = pack.Blobs.Where(IsWanted).ToArray();
        if (wanted.Length == 0) return;
        var (start, end) = (wanted.Min(b => (long)b.Offset), wanted.Max(b => (long)b.Offset + b.Length));
        if (end - start > MostBytes)
        {
            foreach (var blob in wanted) await MoveAsync(blob.Blob, await repository.LoadBlobAsync(blob.Blob, stop), writer, stop);
            return;
        }
        var buffer = ArrayPool<byte>.Shared.Rent((int)(end - start));
        try
        {
            await repository.Backend.LoadAsync(FileHandle.Of(pack.Id), start, buffer.AsMemory(0, (int)(end - start)), stop);
            foreach (var blob in wanted)
                await MoveAsync(blob.Blob, await OpenAsync(pack.Id, blob, buffer.AsMemory((int)(blob.Offset - start), (int)blob.Length), stop), writer, stop);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private async Task MoveAsync(BlobHandle blob, ReadOnlyMemory<byte> content, BlobWriter writer, CancellationToken stop)
    {
        await writer.AddAgainAsync(blob.Type, content, stop);
        _moved.Add(blob);
    }

    /// <summary>Used, not moved yet, and in no pack that stays.</summary>
    private bool IsWanted(PackedBlob blob) => used.Contains(blob.Blob) && !_moved.Contains(blob.Blob)
        && (used.Copies(blob.Blob) <= 1 || repository.Index.Locate(blob.Blob).All(copy => going.Contains(copy.Pack)));

    private async Task<ReadOnlyMemory<byte>> OpenAsync(PackId pack, PackedBlob blob, ReadOnlyMemory<byte> stored, CancellationToken stop)
    {
        try
        {
            return repository.OpenBlob(stored.Span, blob, pack);
        }
        catch (RepositoryException e) when (e.Failure == RepositoryFailure.Damaged)
        {
            // Another copy may be good; if not, this ends the prune before anything is removed.
            return await repository.LoadBlobAsync(blob.Blob, stop);
        }
    }
}
