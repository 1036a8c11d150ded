using ActorBackup.Repository.Blobs;
using ActorBackup.Repository.Documents;
using ActorBackup.Repository.Ids;

namespace ActorBackup.Repository.Restoring;

/// <summary>Opens, decompresses and proves blobs, one after the other, in a buffer of its own. One user at a time.</summary>
internal sealed class ChunkOpener(OpenRepository repository)
{
    /// <param name="content">Valid until the next call.</param>
    public bool TryOpen(BlobId id, BlobLocation location, ReadOnlySpan<byte> stored, out ReadOnlySpan<byte> content)
    {
        content = default;
        try
        {
            content = repository.OpenBlob(stored, new PackedBlob(BlobHandle.Data(id), location.Offset, location.Length, location.PlainLength), location.Pack).Span;
            return true;
        }
        catch (RepositoryException e) when (e.Failure is RepositoryFailure.Damaged or RepositoryFailure.Unsupported) { return false; }
    }
}
