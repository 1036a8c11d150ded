using ActorBackup.Core.Ownership;
using ActorBackup.Core.Restoring;
using ActorBackup.Core.Snapshots;
using ActorBackup.Core.Stores;

namespace ActorBackup.Core.Trees;

/// <summary>A store that keeps whole folders too: each snapshot restores as a whole, and file by file.</summary>
/// <remarks>Paths inside a snapshot are relative to the source's folder, with '/'. Failures are <see cref="StoreException"/>, <see cref="StoreFailure.Missing"/>
/// for a snapshot or path that is not there.</remarks>
public interface ITreeStore : IBackupStore
{
    /// <summary>Reads a folder into the store; only what is not there yet is added.</summary>
    Task<TreeStaging> StageTreeAsync(TreeCapture capture, CancellationToken stop);

    /// <summary>Null if every tree and the place of every content it names is there; contents are not read: each is verified when it is restored.</summary>
    Task<string?> FindTreeFaultAsync(SourceLocation source, SnapshotId id, StoredCopy copy, CancellationToken stop);

    /// <summary>Everything in and below a folder of the snapshot, in the order of names; of a file itself.</summary>
    /// <param name="path">Empty: the whole snapshot.</param>
    IAsyncEnumerable<TreeEntry> ListTreeAsync(SourceLocation source, SnapshotId id, StoredCopy copy, string path, CancellationToken stop);

    /// <summary>What became of one path, a state for each snapshot in the order given.</summary>
    /// <param name="snapshots">Oldest first.</param>
    IAsyncEnumerable<PathState> HistoryAsync(SourceLocation source, IReadOnlyList<(SnapshotId Id, StoredCopy Copy)> snapshots, string path, CancellationToken stop);

    /// <summary>What differs between two snapshots of one source in this store, in the order of paths.</summary>
    IAsyncEnumerable<TreeChange> CompareAsync(SourceLocation source, (SnapshotId Id, StoredCopy Copy) before, (SnapshotId Id, StoredCopy Copy) after, CancellationToken stop);

    /// <summary>What differs between a snapshot and the folder as it is now, by size and times where they decide, else by content.</summary>
    IAsyncEnumerable<TreeChange> CompareWithPresentAsync(SourceLocation source, SnapshotId id, StoredCopy copy, TreeRules rules, CancellationToken stop);

    /// <summary>One file's content, each part verified before it is given.</summary>
    Task<Stream> ReadFileAsync(SourceLocation source, SnapshotId id, StoredCopy copy, string path, CancellationToken stop);

    /// <summary>Expected failures are results. A <see cref="RestoreResult.Restored"/> has its <see cref="RestoreResult.Restored.Tree"/>.</summary>
    /// <param name="claim">Asked right before the target is touched.</param>
    Task<RestoreResult> RestoreTreeAsync(SourceLocation source, SnapshotId id, StoredCopy copy, TreeRestore order, IClaim claim, CancellationToken stop);
}
