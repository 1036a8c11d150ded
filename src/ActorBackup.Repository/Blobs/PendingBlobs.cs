using ActorBackup.Repository.Documents;

namespace ActorBackup.Repository.Blobs;

/// <summary>Blobs that are on their way and in no index file yet: of all writers of an open repository, so that none stores what another is storing.</summary>
internal sealed class PendingBlobs
{
    private readonly Lock _gate = new();
    private readonly Dictionary<BlobHandle, BlobWriter> _holders = [];

    /// <summary>At one instant: looks whether the blob is known, and if not makes it this writer's to store.</summary>
    /// <param name="again">It is stored though the index has it.</param>
    /// <param name="holder">Who is storing it, if somebody is.</param>
    /// <returns>Whether <paramref name="writer"/> has to store it.</returns>
    public bool TryReserve(BlobHandle blob, BlobIndex index, BlobWriter writer, bool again, out BlobWriter? holder)
    {
        lock (_gate)
        {
            // In this order: a blob is in the index before it stops pending.
            if (_holders.TryGetValue(blob, out holder) || (!again && index.Contains(blob))) return false;
            _holders.Add(blob, writer);
            return true;
        }
    }

    /// <summary>Its storing failed.</summary>
    public void Remove(BlobHandle blob)
    {
        lock (_gate) _holders.Remove(blob);
    }

    public void Remove(IEnumerable<PackedBlob> blobs)
    {
        lock (_gate)
        {
            foreach (var blob in blobs) _holders.Remove(blob.Blob);
        }
    }

    /// <summary>What a writer did not finish.</summary>
    public void RemoveAll(BlobWriter writer)
    {
        lock (_gate)
        {
            foreach (var (blob, holder) in _holders)
                if (holder == writer) _holders.Remove(blob);
        }
    }
}
