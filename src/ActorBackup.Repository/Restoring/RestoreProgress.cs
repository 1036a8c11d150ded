namespace ActorBackup.Repository.Restoring;

/// <summary>How far a restore is. The totals grow until the snapshot is read to its end.</summary>
/// <param name="Entries">Files, folders, links … that are done.</param>
/// <param name="BytesWritten">Content written to the target.</param>
/// <param name="BytesKept">Content that was there already, and is proven.</param>
public readonly record struct RestoreProgress(
    long Entries, long EntriesTotal, long BytesWritten, long BytesKept, long BytesTotal, long Deleted, long Skipped);
