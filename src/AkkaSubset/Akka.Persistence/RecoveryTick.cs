namespace Akka.Persistence;

/// <summary>Reminds a recovering actor to look whether anything came since the last one.</summary>
/// <param name="snapshot">True while the snapshot is awaited, false during the replay.</param>
public sealed class RecoveryTick(bool snapshot)
{
    public bool Snapshot { get; } = snapshot;
}
