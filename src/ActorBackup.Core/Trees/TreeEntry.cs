namespace ActorBackup.Core.Trees;

public enum TreeEntryKind { File, Folder, Link, Special }

/// <summary>One entry of a stored folder.</summary>
/// <param name="Path">Relative to the source's folder, with '/'; empty for that folder itself.</param>
/// <param name="Bytes">Of a file; 0 for others.</param>
/// <param name="Mode">Permission bits as in chmod(2).</param>
/// <param name="ContentId">Equal for equal content in one store; null for what has none.</param>
/// <param name="LinkTarget">Of a link.</param>
public sealed record TreeEntry(
    string Path, TreeEntryKind Kind, long Bytes, DateTimeOffset ModifiedAt, int Mode, string? ContentId = null, string? LinkTarget = null);

public enum TreeChangeKind { Added, Removed, Changed, AttributesChanged }

/// <summary>One entry that differs between two states of a folder.</summary>
/// <param name="Before">Null if added.</param>
/// <param name="After">Null if removed.</param>
public sealed record TreeChange(string Path, TreeChangeKind Kind, TreeEntry? Before, TreeEntry? After);
