namespace ActorBackup.Repository.Documents;

/// <summary>The JSON of a lock, byte for byte as restic writes it (format specification, sections 5, 10, 12 and 14).</summary>
public static class LockFormat
{
    public static byte[] Write(LockDocument document) => throw new NotImplementedException();

    /// <exception cref="RepositoryException"><see cref="RepositoryFailure.Damaged"/> or <see cref="RepositoryFailure.Unsupported"/>.</exception>
    public static LockDocument Read(ReadOnlySpan<byte> json) => throw new NotImplementedException();
}
