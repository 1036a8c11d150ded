namespace ActorBackup.Repository.Blobs;

/// <summary>Where every blob lies: all index files together, in memory, at about 64 bytes a blob. Safe for concurrent use.</summary>
public sealed class BlobIndex
{
    public long Count => throw new NotImplementedException();

    public bool Contains(BlobHandle blob) => throw new NotImplementedException();

    /// <summary>Every known copy, none if the blob is unknown.</summary>
    public IReadOnlyList<BlobLocation> Locate(BlobHandle blob) => throw new NotImplementedException();
}
