using System.Diagnostics.CodeAnalysis;
using System.Text;
using ActorBackup.Repository.Trees;

namespace ActorBackup.Repository.Reading;

/// <summary>The way to an entry of a snapshot: names from the root tree downwards, as bytes. Immutable; children share their parents.</summary>
public sealed class SnapshotPath : IEquatable<SnapshotPath>, IComparable<SnapshotPath>
{
    private SnapshotPath(SnapshotPath? parent, RawName name) => (Parent, Name, Depth) = (parent, name, parent is null ? 0 : parent.Depth + 1);

    /// <summary>The root tree, which has no name.</summary>
    public static SnapshotPath Root { get; } = new(null, default);

    public SnapshotPath? Parent { get; }

    public RawName Name { get; }

    /// <summary>How many names; 0 for the root.</summary>
    public int Depth { get; }

    [MemberNotNullWhen(false, nameof(Parent))]
    public bool IsRoot => Parent is null;

    /// <summary>As users write paths: names between slashes; a slash at the start or end, doubled slashes and <c>.</c> say nothing.</summary>
    /// <exception cref="FormatException"><c>..</c> or NUL is in it.</exception>
    public static SnapshotPath Parse(string text)
    {
        var path = Root;
        foreach (var part in text.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (part == ".") continue;
            var name = new RawName(part);
            path = name.IsSafe ? path.Then(name) : throw new FormatException($"'{text}' is no path inside a snapshot: '{part}' cannot be a name. Write the names from the root, as in /home/me/notes.");
        }
        return path;
    }

    public SnapshotPath Then(RawName name) => new(this, name);

    /// <summary>From the root downwards.</summary>
    public RawName[] ToNames()
    {
        var names = new RawName[Depth];
        for (var at = this; !at.IsRoot; at = at.Parent) names[at.Depth - 1] = at.Name;
        return names;
    }

    public bool Equals(SnapshotPath? other)
    {
        if (other is null || other.Depth != Depth) return false;
        for (var (a, b) = (this, other); !ReferenceEquals(a, b) && !a.IsRoot; (a, b) = (a.Parent, b.Parent!))
            if (a.Name != b.Name) return false;
        return true;
    }

    public override bool Equals(object? obj) => Equals(obj as SnapshotPath);

    public override int GetHashCode()
    {
        var hash = new HashCode();
        for (var at = this; !at.IsRoot; at = at.Parent) hash.Add(at.Name);
        return hash.ToHashCode();
    }

    /// <summary>Name by name, a folder before what is in it: the order of a walk.</summary>
    public int CompareTo(SnapshotPath? other)
    {
        if (other is null) return 1;
        var (mine, theirs) = (ToNames(), other.ToNames());
        for (var i = 0; i < mine.Length && i < theirs.Length; i++)
            if (mine[i].CompareTo(theirs[i]) is not 0 and var order) return order;
        return mine.Length.CompareTo(theirs.Length);
    }

    /// <summary>For people: <c>/a/b</c>, and <c>/</c> for the root. What is not UTF-8 comes out as U+FFFD, control characters as <c>?</c>.</summary>
    public override string ToString()
    {
        if (IsRoot) return "/";
        var text = new StringBuilder();
        foreach (var name in ToNames())
        {
            text.Append('/');
            foreach (var c in name.ToString()) text.Append(char.IsControl(c) ? '?' : c);
        }
        return text.ToString();
    }
}
