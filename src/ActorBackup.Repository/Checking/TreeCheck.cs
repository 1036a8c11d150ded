using ActorBackup.Repository.Blobs;
using ActorBackup.Repository.Ids;
using ActorBackup.Repository.Trees;

namespace ActorBackup.Repository.Checking;

/// <summary>Walks the trees of snapshots, each tree once however many snapshots share it.</summary>
internal sealed class TreeCheck(OpenRepository repository, CheckTally tally)
{
    private const string Recreate = "Store the missing content again from where it still is, or take the next snapshot of the same files; older snapshots stay incomplete.";

    private readonly HashSet<TreeId> _seen = [];

    public long Trees => _seen.Count;

    private sealed record Folder(TreeId Tree, Folder? Parent, RawName Name)
    {
        public string Path => Parent is null ? "/" : Parent.Parent is null ? $"/{Name}" : $"{Parent.Path}/{Name}";
    }

    public async Task WalkAsync(StoredSnapshot snapshot, CancellationToken stop)
    {
        var waiting = new Stack<Folder>();
        waiting.Push(new Folder(snapshot.Document.Tree, null, default));
        while (waiting.TryPop(out var folder))
        {
            stop.ThrowIfCancellationRequested();
            if (!_seen.Add(folder.Tree) || await LoadAsync(snapshot, folder, stop) is not { } tree) continue;
            foreach (var offence in TreeRules.Judge(tree, ContentBytes))
                tally.Add(offence.Severity, offence.Kind, $"In folder {folder.Path} of snapshot {snapshot.Id} (tree {folder.Tree}), {offence.What}.", NextAfter(offence.Kind),
                    new FileTarget(null, offence.Blob is { } blob ? BlobHandle.Data(blob) : BlobHandle.Tree(folder.Tree)));
            // From the last to the first, so that they are met in order.
            for (var i = tree.Nodes.Length - 1; i >= 0; i--)
                if (tree.Nodes[i] is { Type: NodeType.Folder, Subtree: { } subtree } node && !subtree.Value.IsZero && !_seen.Contains(subtree))
                    waiting.Push(new Folder(subtree, folder, node.Name));
        }
    }

    private async Task<Tree?> LoadAsync(StoredSnapshot snapshot, Folder folder, CancellationToken stop)
    {
        var target = new FileTarget(null, BlobHandle.Tree(folder.Tree));
        if (!repository.Index.Contains(BlobHandle.Tree(folder.Tree)))
        {
            tally.Error(FindingKind.TreeMissing, $"The tree {folder.Tree} of folder {folder.Path} in snapshot {snapshot.Id} is in no index: all below it cannot be restored.",
                "Repair the index first: the tree may be in a pack that no index knows.", target);
            return null;
        }
        try
        {
            return await repository.LoadTreeAsync(folder.Tree, stop);
        }
        catch (RepositoryException e) when (e.Failure is RepositoryFailure.Damaged or RepositoryFailure.Missing or RepositoryFailure.Unsupported)
        {
            tally.Error(FindingKind.TreeUnreadable, $"The tree {folder.Tree} of folder {folder.Path} in snapshot {snapshot.Id} cannot be read: {e.Message}", Recreate, target);
            return null;
        }
    }

    private long? ContentBytes(BlobId id) => repository.Index.Locate(BlobHandle.Data(id)) is { Count: > 0 } copies ? copies[0].ContentBytes : null;

    private static string NextAfter(FindingKind kind) => kind switch
    {
        FindingKind.DataMissing => Recreate,
        FindingKind.NodeOrder => "Nothing is lost; no program known to us writes such trees.",
        _ => "Whatever wrote this snapshot is faulty: restore what can be restored of it, and take a new one.",
    };
}
