namespace ActorBackup.Repository.Documents;

/// <summary>The JSON of an index file, byte for byte as restic writes it (format specification, section 9).</summary>
public static class IndexFormat
{
    public static byte[] Write(IndexDocument index) => throw new NotImplementedException();

    /// <param name="version">Of the repository: version 1 knows no compressed blobs.</param>
    /// <exception cref="RepositoryException"><see cref="RepositoryFailure.Damaged"/> or <see cref="RepositoryFailure.Unsupported"/>.</exception>
    public static IndexDocument Read(ReadOnlySpan<byte> json, int version) => throw new NotImplementedException();
}
