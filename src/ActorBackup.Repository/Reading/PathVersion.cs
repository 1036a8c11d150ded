using ActorBackup.Repository.Ids;
using ActorBackup.Repository.Trees;

namespace ActorBackup.Repository.Reading;

/// <summary>A path as one snapshot has it.</summary>
/// <param name="Node">Null if the path is not in the snapshot, and for the root, which has no node.</param>
/// <param name="IsThere">The snapshot has the path.</param>
/// <param name="Change">Against the snapshot before it; null if nothing differs. <see cref="ChangeKind.Content"/> of a folder means anything below it.</param>
/// <param name="ChangedFiles">Files (and links, devices …) at or below the path that were added, removed or have other content than before.</param>
/// <param name="Files">All of them, in this snapshot.</param>
public sealed record PathVersion(StoredSnapshot Snapshot, Node? Node, bool IsThere, ChangeKind? Change, long ChangedFiles, long Files)
{
    internal TreeId? Folder { get; init; }
}
