using ActorBackup.Core.Snapshots;
using ActorBackup.Core.Stores;

namespace ActorBackup.Core.Trees;

/// <summary>One folder to be read into one store.</summary>
/// <param name="Dirty">What may have changed since <paramref name="Previous"/>; null where that is not known: then everything is looked at.</param>
/// <param name="FullScanBecause">Everything is to be looked at although <paramref name="Dirty"/> is known, and why; what the scan finds beyond it was missed.</param>
/// <param name="Previous">The snapshot that was the newest when the dirty paths began to be collected, in this store; null if it is not there.</param>
public sealed record TreeCapture(
    SourceLocation Source, SnapshotId Id, long Epoch, TreeRules Rules, DirtyPaths? Dirty, string? FullScanBecause, PreviousTree? Previous)
{
    /// <summary>Told from any thread, now and then, while it is read.</summary>
    public Action<TreeProgress>? Progress { get; init; }
}

/// <param name="Digest">Of the whole, as the manifest has it.</param>
public sealed record PreviousTree(SnapshotId Id, StoredCopy Copy, ContentDigest Digest, long? Files);

/// <summary>How far a scan has come.</summary>
public sealed record TreeProgress(long Files, long Bytes, long AddedBytes);
