using System.Runtime.CompilerServices;
using ActorBackup.Repository.Ids;
using ActorBackup.Repository.Trees;

namespace ActorBackup.Repository.Reading;

/// <summary>The files of one snapshot, to look at. Trees are loaded when they are needed; nothing but the way to the current one is kept.</summary>
/// <remarks>The caller has refreshed the index, after it listed the snapshots.</remarks>
public sealed class SnapshotTree(OpenRepository repository, TreeId root)
{
    public TreeId Root { get; } = root;

    /// <summary>The entry at a path; null if there is none, or if <paramref name="path"/> is the root, which has no node.</summary>
    public async Task<Node?> FindAsync(SnapshotPath path, CancellationToken stop)
    {
        Node? node = null;
        var tree = (TreeId?)Root;
        foreach (var name in path.ToNames())
        {
            if (tree is not { } id) return null;
            node = (await repository.LoadTreeAsync(id, stop)).Find(name);
            tree = node is { Type: NodeType.Folder } ? node.Subtree : null;
            if (node is null) return null;
        }
        return node;
    }

    /// <summary>The tree of the folder at a path, the root included; null if there is no folder.</summary>
    public async Task<TreeId?> FindFolderAsync(SnapshotPath path, CancellationToken stop) =>
        path.IsRoot ? Root : await FindAsync(path, stop) is { Type: NodeType.Folder, Subtree: { } subtree } ? subtree : null;

    /// <summary>Everything below <paramref name="under"/> that <paramref name="filter"/> lets through, depth first, a folder before its entries.</summary>
    /// <param name="under">A folder, which is not in the answer itself; a file alone gives that file.</param>
    /// <param name="filter">Its patterns start at <paramref name="under"/>.</param>
    /// <param name="recursive">False: only the entries of the folder itself.</param>
    /// <exception cref="RepositoryException"><see cref="RepositoryFailure.Missing"/>: there is nothing at <paramref name="under"/>.</exception>
    public async IAsyncEnumerable<SnapshotEntry> EntriesAsync(SnapshotPath under, PathFilter filter, bool recursive, [EnumeratorCancellation] CancellationToken stop)
    {
        if (await FindFolderAsync(under, stop) is not { } top)
        {
            yield return new SnapshotEntry(under, await DemandAsync(under, stop));
            yield break;
        }
        var open = new Stack<(SnapshotPath Path, Tree Tree, int Next, PathMatch Match)>();
        open.Push((under, await repository.LoadTreeAsync(top, stop), 0, filter.Start));
        while (open.TryPop(out var folder))
        {
            if (folder.Next == folder.Tree.Nodes.Length) continue;
            var node = folder.Tree.Nodes[folder.Next];
            open.Push(folder with { Next = folder.Next + 1 });
            var match = folder.Match.Enter(node.Name);
            var path = folder.Path.Then(node.Name);
            if (match.IsIncluded) yield return new SnapshotEntry(path, node);
            if (recursive && node is { Type: NodeType.Folder, Subtree: { } subtree } && match.MayGoOn)
                open.Push((path, await repository.LoadTreeAsync(subtree, stop), 0, match));
        }
    }

    /// <exception cref="RepositoryException"><see cref="RepositoryFailure.Missing"/></exception>
    internal async Task<Node> DemandAsync(SnapshotPath path, CancellationToken stop) => await FindAsync(path, stop) ?? throw new RepositoryException(
        RepositoryFailure.Missing, $"There is nothing at {path} in this snapshot. List what is in it, and write the path from its root.");
}
