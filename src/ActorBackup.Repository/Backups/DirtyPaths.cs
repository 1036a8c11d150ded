using ActorBackup.Repository.Trees;

namespace ActorBackup.Repository.Backups;

/// <summary>Absolute paths that may have changed since the last run. Build it, then hand it over; not safe for concurrent use.</summary>
/// <remarks>A path names what changed itself: the file written, the name that appeared or went, the folder whose mode changed. A folder's own entry
/// says nothing about what its children's content did, unless <c>whole</c>. What is new, moved in or mounted is always scanned whole.</remarks>
public sealed class DirtyPaths
{
    internal DirtyNode Root { get; } = new();

    /// <summary>How many were added, doubles included.</summary>
    public int Count { get; private set; }

    /// <param name="whole">Everything below it may have changed too.</param>
    public void Add(string path, bool whole = false) => Add(new RawName(path), whole);

    /// <param name="path">The path's bytes, which need not be UTF-8.</param>
    /// <exception cref="ArgumentException">The path is not absolute, or climbs by <c>..</c>.</exception>
    public void Add(RawName path, bool whole = false)
    {
        Root.Reach(AbsolutePath.Split(path)).Mark(whole);
        Count++;
    }
}
