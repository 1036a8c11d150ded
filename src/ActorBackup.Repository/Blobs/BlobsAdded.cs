namespace ActorBackup.Repository.Blobs;

/// <summary>What a <see cref="BlobWriter"/> stored: new blobs only.</summary>
/// <param name="Bytes">Plaintext of the new blobs.</param>
/// <param name="StoredBytes">The same as stored.</param>
public readonly record struct BlobsAdded(long DataBlobs, long TreeBlobs, long Bytes, long StoredBytes)
{
    internal BlobsAdded With(BlobType type, long bytes, long storedBytes) => new(
        DataBlobs + (type == BlobType.Data ? 1 : 0), TreeBlobs + (type == BlobType.Tree ? 1 : 0), Bytes + bytes, StoredBytes + storedBytes);
}
