using ActorBackup.Core.Snapshots;

namespace ActorBackup.Core.Trees;

/// <summary>A path as one snapshot has it.</summary>
/// <param name="Entry">Null if the snapshot does not have it.</param>
/// <param name="Change">Against the snapshot before it; null if nothing differs.</param>
/// <param name="FilesChanged">At or below the path, against the snapshot before.</param>
/// <param name="Files">At or below the path.</param>
public sealed record PathState(SnapshotId Snapshot, TreeEntry? Entry, TreeChangeKind? Change, long FilesChanged, long Files);
