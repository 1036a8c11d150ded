using ActorBackup.Repository.Trees;

namespace ActorBackup.Repository.Documents;

/// <summary>What a backup did. Sizes are bytes.</summary>
/// <param name="DataAdded">Plaintext of the new blobs.</param>
/// <param name="DataAddedPacked">The same as stored.</param>
public sealed record SnapshotSummary(
    NodeTime BackupStart, NodeTime BackupEnd, ulong FilesNew, ulong FilesChanged, ulong FilesUnmodified, ulong FoldersNew, ulong FoldersChanged,
    ulong FoldersUnmodified, ulong DataBlobs, ulong TreeBlobs, ulong DataAdded, ulong DataAddedPacked, ulong TotalFilesProcessed, ulong TotalBytesProcessed);
