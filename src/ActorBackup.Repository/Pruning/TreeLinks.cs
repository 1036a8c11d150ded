using System.Collections.Immutable;
using ActorBackup.Repository.Ids;
using ActorBackup.Repository.Trees;

namespace ActorBackup.Repository.Pruning;

/// <summary>What one tree refers to: all that a walk needs of it.</summary>
internal sealed record TreeLinks(ImmutableArray<TreeId> Subtrees, ImmutableArray<BlobId> Contents)
{
    public int Count => Subtrees.Length + Contents.Length + 1;

    /// <exception cref="RepositoryException"><see cref="RepositoryFailure.Damaged"/>: a node does not say what it needs, so nobody knows what may be removed.</exception>
    public static TreeLinks Of(TreeId id, Tree tree)
    {
        var subtrees = ImmutableArray.CreateBuilder<TreeId>();
        var contents = ImmutableArray.CreateBuilder<BlobId>();
        foreach (var node in tree.Nodes)
        {
            switch (node.Type)
            {
                case NodeType.Folder:
                    subtrees.Add(node.Subtree is { } subtree && !subtree.Value.IsZero ? subtree : throw Incomplete(id, node, "is a folder that names no tree"));
                    break;
                case NodeType.File:
                    contents.AddRange(node.Content.IsDefault ? throw Incomplete(id, node, "is a file without a list of contents") : node.Content);
                    break;
                case NodeType.Unknown:
                    throw Incomplete(id, node, $"is of the unknown type '{node.UnknownType}'");
            }
        }
        return new TreeLinks(subtrees.DrainToImmutable(), contents.DrainToImmutable());
    }

    private static RepositoryException Incomplete(TreeId id, Node node, string what) => RepositoryException.Damaged(
        $"In tree {id}, '{node.Name}' {what}: what it needs is unknown, so nothing may be removed. Check the repository, and forget the snapshots that use this tree.");
}
