namespace ActorBackup.Repository.Ids;

/// <summary>SHA-256 of a blob's plaintext, uncompressed. Data and trees are counted apart: the key of a blob is a <see cref="Blobs.BlobHandle"/>.</summary>
public readonly record struct BlobId(Sha256Value Value)
{
    /// <exception cref="FormatException"><paramref name="text"/> is not 64 lower-case hex digits.</exception>
    public static BlobId Parse(string text) => new(Sha256Value.Parse(text));

    public override string ToString() => Value.ToString();
}
