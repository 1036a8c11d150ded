using System.Collections.Immutable;

namespace ActorBackup.Repository.Trees;

/// <summary>One folder's entries.</summary>
/// <param name="Nodes">Sorted by name, each name once, if we or restic wrote it; as it was found otherwise.</param>
public sealed record Tree(ImmutableArray<Node> Nodes)
{
    public static Tree Empty { get; } = new([]);

    /// <summary>The first node of this name; trees are sorted, but a foreign one need not be.</summary>
    public Node? Find(RawName name)
    {
        foreach (var node in Nodes)
            if (node.Name == name) return node;
        return null;
    }
}
