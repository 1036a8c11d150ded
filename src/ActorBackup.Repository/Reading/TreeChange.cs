using ActorBackup.Repository.Trees;

namespace ActorBackup.Repository.Reading;

/// <summary>One difference between two trees.</summary>
/// <param name="Before">Null if it was added.</param>
/// <param name="After">Null if it was removed.</param>
public sealed record TreeChange(SnapshotPath Path, ChangeKind Kind, Node? Before, Node? After);

/// <summary>What became of an entry. Of several that hold the first counts: type, content, metadata.</summary>
public enum ChangeKind
{
    Added,
    Removed,

    /// <summary>A file became a folder, or the like. What is below is told as added or removed.</summary>
    Type,

    /// <summary>Other bytes; another target of a link; another device number.</summary>
    Content,

    /// <summary>Mode, owner, modification time or extended attributes.</summary>
    Metadata,
}
