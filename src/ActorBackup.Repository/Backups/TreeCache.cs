namespace ActorBackup.Repository.Backups;

/// <summary>The trees that were used last, decoded, up to a bound of memory. Safe for concurrent use.</summary>
/// <param name="maxBytes">An estimate of what the decoded trees take.</param>
public sealed class TreeCache(long maxBytes)
{
    public long MaxBytes { get; } = maxBytes;
}
