using ActorBackup.Repository.Reading;
using ActorBackup.Repository.Trees;

namespace ActorBackup.Repository.Backups;

/// <summary>The requested paths as a tree of names; what lies inside another requested path needs no place of its own.</summary>
internal sealed class TargetPath
{
    private readonly SortedDictionary<RawName, TargetPath> _children = [];

    private TargetPath(SnapshotPath path) => Path = path;

    public SnapshotPath Path { get; }

    /// <summary>As they were given; none for a folder on the way.</summary>
    public List<string> Requested { get; } = [];

    public bool IsTarget => Requested.Count > 0;

    public IReadOnlyCollection<TargetPath> Children => _children.Values;

    /// <exception cref="ArgumentException">A path is not absolute, or climbs; or there is none.</exception>
    public static TargetPath Of(IReadOnlyCollection<string> paths)
    {
        if (paths.Count == 0) throw new ArgumentException("A backup needs at least one path.", nameof(paths));
        var root = new TargetPath(SnapshotPath.Root);
        foreach (var path in paths)
        {
            var at = root;
            foreach (var name in AbsolutePath.Split(new RawName(path)))
            {
                if (at.IsTarget) break;
                if (!at._children.TryGetValue(name, out var child)) at._children.Add(name, child = new TargetPath(at.Path.Then(name)));
                at = child;
            }
            at.Requested.Add(path);
            at._children.Clear();
        }
        return root;
    }

    /// <summary>Every requested path at or below this.</summary>
    public IEnumerable<string> All() => Requested.Concat(_children.Values.SelectMany(child => child.All()));
}
