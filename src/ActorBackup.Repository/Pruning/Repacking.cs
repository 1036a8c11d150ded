using ActorBackup.Repository.Backends;
using ActorBackup.Repository.Blobs;
using ActorBackup.Repository.Documents;
using ActorBackup.Repository.Ids;

namespace ActorBackup.Repository.Pruning;

/// <summary>Moves the blobs that are used out of packs that are to go, each proven on its way.</summary>
internal sealed class Repacking(OpenRepository repository, UsedBlobs used, IReadOnlySet<PackId> going)
{
    private readonly HashSet<BlobHandle> _moved = [];

    /// <exception cref="RepositoryException"><see cref="RepositoryFailure.Damaged"/>: a blob that is used cannot be read from any pack.</exception>
    public async Task MoveAsync(IndexedPack pack, BlobWriter writer, CancellationToken stop)
    {
        var wanted = pack.Blobs.Where(IsWanted).ToArray();
        if (wanted.Length == 0) return;
        var (start, end) = (wanted.Min(b => (long)b.Offset), wanted.Max(b => (long)b.Offset + b.Length));
        var content = await repository.Backend.LoadAsync(FileHandle.Of(pack.Id), new ByteRange(start, checked((int)(end - start))), stop);
        foreach (var blob in wanted)
        {
            await writer.AddAgainAsync(blob.Blob.Type, await OpenAsync(pack.Id, blob, content.Slice((int)(blob.Offset - start), (int)blob.Length), stop), stop);
            _moved.Add(blob.Blob);
        }
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
