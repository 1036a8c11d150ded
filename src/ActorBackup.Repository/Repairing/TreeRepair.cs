using System.Collections.Immutable;
using ActorBackup.Repository.Blobs;
using ActorBackup.Repository.Ids;
using ActorBackup.Repository.Trees;

namespace ActorBackup.Repository.Repairing;

/// <summary>Writes trees anew without what is missing. Trees of which nothing is missing keep their ids.</summary>
internal sealed class TreeRepair(OpenRepository repository, BlobWriter writer, Action<string> lost)
{
    private readonly Dictionary<TreeId, TreeId> _done = [];

    /// <returns>The id of the tree without what is missing; its own if nothing is.</returns>
    /// <exception cref="RepositoryException"><see cref="RepositoryFailure.Unsupported"/>: a tree holds more than this program can write.</exception>
    public async Task<TreeId> RepairAsync(TreeId id, string path, CancellationToken stop)
    {
        if (_done.TryGetValue(id, out var known)) return known;
        if (await TryLoadAsync(id, path, stop) is not { } found) return _done[id] = await StoreAsync(Tree.Empty, stop);

        var (json, tree) = found;
        var nodes = ImmutableArray.CreateBuilder<Node>(tree.Nodes.Length);
        var changed = false;
        foreach (var node in tree.Nodes)
        {
            var repaired = await RepairAsync(node, $"{path}/{node.Name}", stop);
            changed |= !ReferenceEquals(node, repaired);
            if (repaired is not null) nodes.Add(repaired);
        }
        if (!changed) return _done[id] = id;
        if (!TreeFormat.WriteAsFound(tree).AsSpan().SequenceEqual(json.Span))
            throw new RepositoryException(RepositoryFailure.Unsupported,
                $"The tree {id} of {path} holds what this program cannot write again, so it is not changed: the snapshots that need it stay as they are.");
        return _done[id] = await StoreAsync(new Tree(nodes.DrainToImmutable()), stop);
    }

    /// <returns>The same node if nothing is missing; null if nothing of it can be kept.</returns>
    private async Task<Node?> RepairAsync(Node node, string path, CancellationToken stop)
    {
        switch (node.Type)
        {
            case NodeType.Folder:
                if (node.Subtree is null) lost($"{path}: the folder names no tree; it becomes empty");
                var subtree = node.Subtree is { } old ? await RepairAsync(old, path, stop) : await StoreAsync(Tree.Empty, stop);
                return subtree == node.Subtree ? node : node with { Subtree = subtree };
            case NodeType.File:
                return RepairFile(node, path);
            case NodeType.Unknown:
                lost($"{path}: of the unknown type '{node.UnknownType}'; it is left out");
                return null;
            default:
                return node;
        }
    }

    private Node RepairFile(Node node, string path)
    {
        if (node.Content.IsDefault)
        {
            lost($"{path}: the file has no list of contents; it becomes empty");
            return node with { Content = [], Size = 0 };
        }
        var there = node.Content.Where(blob => repository.Index.Contains(BlobHandle.Data(blob))).ToImmutableArray();
        if (there.Length == node.Content.Length) return node;
        lost($"{path}: {node.Content.Length - there.Length} of {node.Content.Length} chunks are missing; what is left moves together");
        return node with { Content = there, Size = (ulong)there.Sum(blob => repository.Index.Locate(BlobHandle.Data(blob))[0].ContentBytes) };
    }

    private async Task<(ReadOnlyMemory<byte> Json, Tree Tree)?> TryLoadAsync(TreeId id, string path, CancellationToken stop)
    {
        try
        {
            var json = await repository.LoadBlobAsync(BlobHandle.Tree(id), stop);
            return (json, TreeFormat.Read(json.Span));
        }
        catch (RepositoryException e) when (e.Failure is RepositoryFailure.Damaged or RepositoryFailure.Missing)
        {
            lost($"{path}/: the tree {id} cannot be read; the folder becomes empty");
            return null;
        }
    }

    private async Task<TreeId> StoreAsync(Tree tree, CancellationToken stop) =>
        new((await writer.AddAsync(BlobType.Tree, TreeFormat.WriteAsFound(tree), stop)).Id.Value);
}
