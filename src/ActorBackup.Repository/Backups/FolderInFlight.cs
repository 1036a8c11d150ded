using System.Collections.Immutable;
using ActorBackup.Linux;
using ActorBackup.Repository.Reading;
using ActorBackup.Repository.Trees;

namespace ActorBackup.Repository.Backups;

/// <summary>A folder whose entries are being stored. It is done when the last of them is, whoever that is.</summary>
/// <remarks>Each entry has a place of its own in the order of names; places are set by any thread, once.</remarks>
internal sealed class FolderInFlight(FolderInFlight? parent, int place, SnapshotPath path, RawFolder? handle, Node? was) : IDisposable
{
    private Node?[] _nodes = [];
    // The walk itself holds the folder until it has seen all its entries.
    private int _held = 1;

    public FolderInFlight? Parent { get; } = parent;

    /// <summary>In the parent.</summary>
    public int Place { get; } = place;

    public SnapshotPath Path { get; } = path;

    /// <summary>Null for the root of several paths, which is no folder on disk.</summary>
    public RawFolder? Handle { get; } = handle;

    /// <summary>Its node in the previous backup.</summary>
    public Node? Was { get; } = was;

    /// <summary>A folder above the requested paths: only they are kept of its entries.</summary>
    public bool IsOnTheWay { get; init; }

    /// <summary>The previous backup had no such folder, or another one in its place.</summary>
    public bool IsNew { get; init; }

    /// <summary>All of its entries are looked at.</summary>
    public bool IsWhole { get; set; }

    /// <summary>It cannot be listed: it is left out.</summary>
    public bool IsLost { get; set; }

    /// <summary>Some entry is not what it was; kept only where not all entries are looked at.</summary>
    public bool IsChanged { get; set; }

    public Node? this[int index] => _nodes[index];

    /// <summary>Before the first entry is given away.</summary>
    public void Expect(int entries) => _nodes = new Node?[entries];

    /// <param name="node">Null: there is nothing to keep.</param>
    public void Set(int index, Node? node) => _nodes[index] = node;

    /// <summary>As <see cref="Set(int, Node?)"/>, for an entry that was looked at.</summary>
    /// <param name="was">Its node in the previous backup.</param>
    public void Set(int index, Node? node, Node? was)
    {
        _nodes[index] = node;
        if (!IsWhole && !IsChanged && !IsSame(node, was)) IsChanged = true;
    }

    public void Hold() => Interlocked.Increment(ref _held);

    /// <summary>True for the last holder, who has to finish the folder.</summary>
    public bool Release() => Interlocked.Decrement(ref _held) == 0;

    public Tree ToTree()
    {
        var count = 0;
        foreach (var node in _nodes) count += node is null ? 0 : 1;
        var nodes = ImmutableArray.CreateBuilder<Node>(count);
        foreach (var node in _nodes)
            if (node is not null) nodes.Add(node);
        return count == 0 ? Tree.Empty : new Tree(nodes.MoveToImmutable());
    }

    public static bool IsSame(Node? node, Node? was) => ReferenceEquals(node, was)
        || (node is not null && was is not null && TreeFormat.Write(new Tree([node])).AsSpan().SequenceEqual(TreeFormat.Write(new Tree([was]))));

    public void Dispose() => Handle?.Dispose();
}
