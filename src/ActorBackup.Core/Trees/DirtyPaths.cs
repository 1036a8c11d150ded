using System.Collections.Immutable;

namespace ActorBackup.Core.Trees;

/// <summary>What may have changed in a folder since it was captured last. All paths are absolute.</summary>
/// <param name="Entries">Each to be looked at by itself: a file, or a folder's own attributes. The folders on the way to it have changed too.</param>
/// <param name="Folders">New or replaced as a whole: everything below is to be looked at.</param>
public sealed record DirtyPaths(ImmutableHashSet<string> Entries, ImmutableHashSet<string> Folders)
{
    public static DirtyPaths None { get; } = new([], []);

    public bool IsEmpty => Entries.IsEmpty && Folders.IsEmpty;

    public int Count => Entries.Count + Folders.Count;

    public DirtyPaths And(DirtyPaths other) => new(Entries.Union(other.Entries), Folders.Union(other.Folders));

    /// <summary>Whether a change of this path was to be expected.</summary>
    public bool Covers(string path)
    {
        for (var at = path; at is { Length: > 0 }; at = Path.GetDirectoryName(at))
            if (Folders.Contains(at) || (at == path && Entries.Contains(at))) return true;
        return false;
    }
}
