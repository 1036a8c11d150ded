using System.Runtime.CompilerServices;
using ActorBackup.Repository.Ids;
using ActorBackup.Repository.Trees;

namespace ActorBackup.Repository.Reading;

/// <summary>What differs between two trees. Subtrees of equal id are skipped unread, so that it costs what changed and not what exists.</summary>
public static class TreeDiff
{
    /// <summary>Depth first, sorted by name, a folder before what is in it.</summary>
    /// <param name="before">Null: nothing was there.</param>
    /// <param name="after">Null: nothing is there.</param>
    public static async IAsyncEnumerable<TreeChange> CompareAsync(
        OpenRepository repository, TreeId? before, TreeId? after, [EnumeratorCancellation] CancellationToken stop)
    {
        if (before == after) yield break;
        var open = new Stack<FolderPair>();
        open.Push(await FolderPair.LoadAsync(repository, SnapshotPath.Root, before, after, stop));
        while (open.TryPeek(out var folder))
        {
            if (!folder.MoveNext(out var was, out var now))
            {
                open.Pop();
                continue;
            }
            var path = folder.Path.Then((now ?? was)!.Name);
            if (Change(was, now) is { } kind) yield return new TreeChange(path, kind, was, now);
            var (subtreeBefore, subtreeAfter) = (Subtree(was), Subtree(now));
            if (subtreeBefore != subtreeAfter) open.Push(await FolderPair.LoadAsync(repository, path, subtreeBefore, subtreeAfter, stop));
        }
    }

    private static ChangeKind? Change(Node? was, Node? now) => (was, now) switch
    {
        (null, _) => ChangeKind.Added,
        (_, null) => ChangeKind.Removed,
        _ => NodeComparison.Of(was, now),
    };

    private static TreeId? Subtree(Node? node) => node is { Type: NodeType.Folder } ? node.Subtree : null;

    /// <summary>The entries of a folder before and after, side by side.</summary>
    private sealed class FolderPair(SnapshotPath path, Node[] before, Node[] after)
    {
        private int _nextBefore, _nextAfter;

        public SnapshotPath Path => path;

        public static async Task<FolderPair> LoadAsync(OpenRepository repository, SnapshotPath path, TreeId? before, TreeId? after, CancellationToken stop) =>
            new(path, Sorted(before is { } b ? await repository.LoadTreeAsync(b, stop) : Tree.Empty), Sorted(after is { } a ? await repository.LoadTreeAsync(a, stop) : Tree.Empty));

        public bool MoveNext(out Node? was, out Node? now)
        {
            was = _nextBefore < before.Length ? before[_nextBefore] : null;
            now = _nextAfter < after.Length ? after[_nextAfter] : null;
            if (was is not null && now is not null)
            {
                var order = was.Name.CompareTo(now.Name);
                if (order < 0) now = null;
                if (order > 0) was = null;
            }
            if (was is not null) _nextBefore++;
            if (now is not null) _nextAfter++;
            return was is not null || now is not null;
        }

        // We and restic write them sorted; others may not. Of two of one name the first counts, as everywhere.
        private static Node[] Sorted(Tree tree)
        {
            for (var i = 1; i < tree.Nodes.Length; i++)
                if (tree.Nodes[i - 1].Name.CompareTo(tree.Nodes[i].Name) >= 0) return [.. tree.Nodes.OrderBy(n => n.Name).DistinctBy(n => n.Name)];
            return [.. tree.Nodes];
        }
    }
}
