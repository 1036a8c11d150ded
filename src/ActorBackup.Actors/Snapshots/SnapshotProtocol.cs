using System.Collections.Immutable;
using ActorBackup.Core.Capturing;
using ActorBackup.Core.Snapshots;
using ActorBackup.Core.Stores;
using ActorBackup.Core.Trees;

namespace ActorBackup.Actors.Snapshots;

/// <summary>What a source says to its /snapshot and what comes back. One capture at a time: take, read, commit or discard.</summary>
internal static class SnapshotProtocol
{
    /// <summary>Read the source once into all these stores. Answered by <see cref="ContentRead"/> or <see cref="NotStored"/>.</summary>
    /// <param name="Newest">What the content may turn out to be the same as, or null.</param>
    public sealed record Take(
        SnapshotId Id, long Epoch, SourceLocation Source, CaptureRequest Request, ImmutableList<IBackupStore> Stores, Snapshot? Newest = null);

    /// <summary>Read a folder into all these stores. Answered as <see cref="Take"/> is, and meanwhile by <see cref="Scanning"/>.</summary>
    /// <param name="Dirty">What may have changed since <paramref name="Newest"/>; null: not known.</param>
    /// <param name="FullScanBecause">Why everything is to be looked at; null: what is dirty is enough.</param>
    public sealed record TakeTree(
        SnapshotId Id, long Epoch, SourceLocation Source, TreeRules Rules, DirtyPaths? Dirty, string? FullScanBecause, ImmutableList<IBackupStore> Stores, Snapshot? Newest);

    /// <summary>How far the reading of a folder is.</summary>
    public sealed record Scanning(SnapshotId Id, TreeProgress Progress);

    /// <summary>Make the staged copies listed and durable. Answered by <see cref="Stored"/> or <see cref="NotStored"/>.</summary>
    public sealed record Commit(Snapshot Snapshot, SideCar SideCar);

    /// <summary>The staged copies are not needed. Not answered.</summary>
    public sealed record Discard(SnapshotId Id);

    /// <param name="Result">If captured, staged copies wait for <see cref="Commit"/> or <see cref="Discard"/>; else nothing does.</param>
    /// <param name="NewestIsStored">False if the content is that of the newest snapshot and none of the stores has that any more.</param>
    public sealed record ContentRead(
        SnapshotId Id, CaptureResult Result, ImmutableDictionary<StoreName, StoreException> Failures, bool NewestIsStored = true)
    {
        /// <summary>Of a folder, what each store had to add and how it looked; empty for a file.</summary>
        public ImmutableList<TreeReading> Readings { get; init; } = [];
    }

    /// <param name="Copies">At least one.</param>
    /// <param name="Took">From <see cref="Take"/> to here.</param>
    public sealed record Stored(Snapshot Snapshot, ImmutableList<StoredCopy> Copies, ImmutableDictionary<StoreName, StoreException> Failures, TimeSpan Took);

    /// <summary>No store took it; nothing is left behind.</summary>
    public sealed record NotStored(SnapshotId Id, string Reason, ImmutableDictionary<StoreName, StoreException> Failures);
}
