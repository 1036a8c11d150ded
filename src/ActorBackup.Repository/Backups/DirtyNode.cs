using ActorBackup.Repository.Trees;

namespace ActorBackup.Repository.Backups;

/// <summary>One component of dirty paths, and what lies below it.</summary>
internal sealed class DirtyNode
{
    private SortedDictionary<RawName, DirtyNode>? _children;

    /// <summary>The entry itself is looked at; of a folder, its list of entries.</summary>
    public bool IsDirty { get; private set; }

    /// <summary>Everything below it is looked at.</summary>
    public bool IsWhole { get; private set; }

    /// <summary>A file is read whatever its status says: it was written so shortly before it was read that another write would not show.</summary>
    public bool ReadAgain { get; private set; }

    /// <summary>Sorted by name.</summary>
    public IReadOnlyCollection<KeyValuePair<RawName, DirtyNode>> Children => _children ?? (IReadOnlyCollection<KeyValuePair<RawName, DirtyNode>>)[];

    public DirtyNode? Find(RawName name) => _children is { } children && children.TryGetValue(name, out var child) ? child : null;

    /// <summary>The node at the end of the path, made if need be.</summary>
    public DirtyNode Reach(IEnumerable<RawName> path)
    {
        var node = this;
        foreach (var name in path)
        {
            node._children ??= [];
            if (!node._children.TryGetValue(name, out var child)) node._children.Add(name, child = new DirtyNode());
            node = child;
        }
        return node;
    }

    public void Mark(bool whole)
    {
        IsDirty = true;
        IsWhole |= whole;
    }

    public void MarkReadAgain() => IsDirty = ReadAgain = true;

    /// <summary>A copy that can be added to.</summary>
    public DirtyNode Copy()
    {
        var copy = new DirtyNode { IsDirty = IsDirty, IsWhole = IsWhole, ReadAgain = ReadAgain };
        if (_children is not null) copy._children = new(_children.ToDictionary(child => child.Key, child => child.Value.Copy()));
        return copy;
    }
}
