using System.Collections.Immutable;
using ActorBackup.Repository.Trees;

namespace ActorBackup.Repository.Backups;

/// <summary>Walks a previous tree in step with the sorted names of now.</summary>
internal struct TreeSteps(Tree? before)
{
    private readonly ImmutableArray<Node> _nodes = before is null ? [] : Sorted(before.Nodes);
    private int _at;

    /// <summary>The next node that comes before <paramref name="name"/>, and is passed by this.</summary>
    public Node? NextBefore(RawName name) => _at < _nodes.Length && _nodes[_at].Name.CompareTo(name) < 0 ? _nodes[_at++] : null;

    /// <summary>The node of this name, passed by this; asked after <see cref="NextBefore"/> gave null.</summary>
    public Node? Take(RawName name) => _at < _nodes.Length && _nodes[_at].Name == name ? _nodes[_at++] : null;

    /// <summary>The next of what is left.</summary>
    public Node? Next() => _at < _nodes.Length ? _nodes[_at++] : null;

    // Restic and we write sorted trees only; others might not.
    private static ImmutableArray<Node> Sorted(ImmutableArray<Node> nodes)
    {
        for (var i = 1; i < nodes.Length; i++)
            if (nodes[i - 1].Name.CompareTo(nodes[i].Name) >= 0) return [.. nodes.OrderBy(node => node.Name).DistinctBy(node => node.Name)];
        return nodes;
    }
}
