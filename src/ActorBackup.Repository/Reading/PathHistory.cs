using System.Runtime.CompilerServices;
using ActorBackup.Repository.Ids;
using ActorBackup.Repository.Trees;

namespace ActorBackup.Repository.Reading;

/// <summary>What became of one path from snapshot to snapshot.</summary>
public static class PathHistory
{
    /// <summary>One version for each snapshot, in the order given, told against the one before it.</summary>
    /// <param name="snapshots">Oldest first.</param>
    /// <param name="path">A file, a folder, or the root.</param>
    public static async IAsyncEnumerable<PathVersion> OfAsync(
        OpenRepository repository, IEnumerable<StoredSnapshot> snapshots, SnapshotPath path, [EnumeratorCancellation] CancellationToken stop)
    {
        var counts = new FileCounts(repository);
        PathVersion? last = null;
        foreach (var snapshot in snapshots)
        {
            var tree = new SnapshotTree(repository, snapshot.Document.Tree);
            var node = await tree.FindAsync(path, stop);
            var folder = path.IsRoot ? tree.Root : node is { Type: NodeType.Folder } ? node.Subtree : null;
            var there = node is not null || path.IsRoot;
            var files = folder is { } id ? await counts.OfAsync(id, stop) : there ? 1 : 0;
            var (lastThere, lastFolder) = (last is { IsThere: true }, last?.Folder);
            var changed = folder == lastFolder ? 0L : await CountChangesAsync(repository, lastFolder, folder, stop);
            var change = (lastThere, there) switch
            {
                (false, true) => ChangeKind.Added,
                (true, false) => ChangeKind.Removed,
                (false, false) => (ChangeKind?)null,
                _ => Compare(last!.Node, node) is { } own and not ChangeKind.Metadata ? own : folder != lastFolder ? ChangeKind.Content : Compare(last.Node, node),
            };
            if (folder is null && lastFolder is null && change is not null and not ChangeKind.Metadata) changed = 1;
            yield return last = new PathVersion(snapshot, node, there, change, changed, files) { Folder = folder };
        }
    }

    private static ChangeKind? Compare(Node? was, Node? now) => was is null || now is null ? null : NodeComparison.Of(was, now);

    private static async Task<long> CountChangesAsync(OpenRepository repository, TreeId? before, TreeId? after, CancellationToken stop)
    {
        var count = 0L;
        await foreach (var change in TreeDiff.CompareAsync(repository, before, after, stop))
            if (change.Kind != ChangeKind.Metadata && (change.After ?? change.Before)!.Type != NodeType.Folder) count++;
        return count;
    }

    /// <summary>How many files are below a tree. What was counted once is not read again: snapshots share most of their trees.</summary>
    private sealed class FileCounts(OpenRepository repository)
    {
        private const int Kept = 100_000;

        private readonly Dictionary<TreeId, long> _counts = [];

        public async Task<long> OfAsync(TreeId root, CancellationToken stop)
        {
            if (_counts.TryGetValue(root, out var known)) return known;
            var open = new Stack<(TreeId Id, Tree Tree, int Next, long Files)>();
            open.Push((root, await repository.LoadTreeAsync(root, stop), 0, 0));
            while (true)
            {
                var folder = open.Pop();
                if (folder.Next == folder.Tree.Nodes.Length)
                {
                    if (_counts.Count >= Kept) _counts.Clear();
                    _counts[folder.Id] = folder.Files;
                    if (!open.TryPop(out var parent)) return folder.Files;
                    open.Push(parent with { Files = parent.Files + folder.Files });
                    continue;
                }
                var node = folder.Tree.Nodes[folder.Next];
                folder = folder with { Next = folder.Next + 1 };
                if (node is not { Type: NodeType.Folder }) open.Push(folder with { Files = folder.Files + 1 });
                else if (node.Subtree is not { } subtree) open.Push(folder);
                else if (_counts.TryGetValue(subtree, out known)) open.Push(folder with { Files = folder.Files + known });
                else
                {
                    open.Push(folder);
                    open.Push((subtree, await repository.LoadTreeAsync(subtree, stop), 0, 0));
                }
            }
        }
    }
}
