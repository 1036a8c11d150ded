using ActorBackup.Core.Sources;

namespace ActorBackup.Core.Stores;

/// <summary>A source as a store needs it: whose copies these are, and which absolute path they are copies of (it gives names and the relative folder).</summary>
public sealed record SourceLocation(SourceId Id, string Path)
{
    /// <summary>Run by one of several nodes at a time: ownership guards it, not a lock in the store.</summary>
    public bool Shared { get; init; }

    /// <summary>A folder with all below it, kept as a tree; else a file's content.</summary>
    public bool IsTree { get; init; }
}
