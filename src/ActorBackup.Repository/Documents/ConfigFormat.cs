namespace ActorBackup.Repository.Documents;

/// <summary>The JSON of a config, byte for byte as restic writes it (format specification, sections 5, 10, 12 and 14).</summary>
public static class ConfigFormat
{
    public static byte[] Write(RepositoryConfig document) => throw new NotImplementedException();

    /// <exception cref="RepositoryException"><see cref="RepositoryFailure.Damaged"/> or <see cref="RepositoryFailure.Unsupported"/>.</exception>
    public static RepositoryConfig Read(ReadOnlySpan<byte> json) => throw new NotImplementedException();
}
