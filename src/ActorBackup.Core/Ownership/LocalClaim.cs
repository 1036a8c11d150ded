namespace ActorBackup.Core.Ownership;

/// <summary>Of a source that belongs to this node alone: always.</summary>
public sealed class LocalClaim : IClaim
{
    private LocalClaim() { }

    public static LocalClaim Instance { get; } = new();

    public long Epoch => 0;

    public bool Holds => true;

    public CancellationToken Ended => CancellationToken.None;
}
