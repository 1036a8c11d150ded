using System.Runtime.CompilerServices;
using ActorBackup.Core.Ownership;
using ActorBackup.Core.Snapshots;
using ActorBackup.Core.Stores;
using ActorBackup.Core.Trees;
using ActorBackup.Linux;
using ActorBackup.Repository;
using ActorBackup.Repository.Blobs;
using ActorBackup.Repository.Ids;
using ActorBackup.Repository.Reading;
using ActorBackup.Repository.Scanning;
using ActorBackup.Repository.Trees;
using ActorBackup.Stores.Watching;

namespace ActorBackup.Stores.Repositories;

/// <summary>Folders: captured with all below them, read, compared and put back.</summary>
public sealed partial class RepositoryStore : ITreeStore
{
    private readonly TreeMemory _trees = new();

    public async Task<TreeStaging> StageTreeAsync(TreeCapture capture, CancellationToken stop)
    {
        try
        {
            if (FileStatus.Of(capture.Source.Path, follow: false) is not { } status) return new TreeStaging.Missing($"{capture.Source.Path} is not there");
            if (!status.IsFolder) return new TreeStaging.Unreadable($"{capture.Source.Path} is {status.TypeName}; a source of kind = tree must be a folder itself, not a link to one");
            return new TreeStaging.Staged(await Run(vault =>
            {
                CheckSpace();
                return StagedTree.BeginAsync(vault, _rules, capture, _trees, stop);
            }, stop));
        }
        catch (StoreException failure) when (failure.InnerException is RepositoryException { Failure: RepositoryFailure.Missing } nothing)
        {
            return new TreeStaging.Unreadable(nothing.Message);
        }
        catch (SystemCallException failure)
        {
            return new TreeStaging.Unreadable($"{capture.Source.Path} cannot be looked at: {failure.Message}");
        }
    }

    public Task<string?> FindTreeFaultAsync(SourceLocation source, SnapshotId id, StoredCopy copy, CancellationToken stop) => Run(async vault =>
    {
        try
        {
            var (tree, root) = await EnterAsync(vault, source, id, copy, stop);
            await foreach (var entry in tree.EntriesAsync(root, PathFilter.All, recursive: true, stop))
                foreach (var blob in entry.Node.Content.IsDefault ? [] : entry.Node.Content)
                    if (!vault.Repository.Index.Contains(BlobHandle.Data(blob))) return $"content of {entry.Path} is missing in the repository";
            return null;
        }
        catch (RepositoryException fault) when (fault.Failure is RepositoryFailure.Missing or RepositoryFailure.Damaged or RepositoryFailure.Unsupported)
        {
            return fault.Message;
        }
    }, stop);

    public IAsyncEnumerable<TreeEntry> ListTreeAsync(SourceLocation source, SnapshotId id, StoredCopy copy, string path, CancellationToken stop) => EachAsync(async vault =>
    {
        var (tree, root) = await EnterAsync(vault, source, id, copy, stop);
        return Entries(tree.EntriesAsync(Below(root, path), PathFilter.All, recursive: true, stop), root);
    }, stop);

    public IAsyncEnumerable<PathState> HistoryAsync(SourceLocation source, IReadOnlyList<(SnapshotId Id, StoredCopy Copy)> snapshots, string path, CancellationToken stop) => EachAsync(async vault =>
    {
        var entries = new List<CatalogEntry>();
        foreach (var (id, copy) in snapshots) entries.Add(await FindAsync(vault, source, id, copy, stop) ?? throw Missing(source, id));
        await vault.Repository.RefreshIndexAsync(stop);
        return States(vault.Repository, entries, path, stop);
    }, stop);

    public IAsyncEnumerable<Core.Trees.TreeChange> CompareAsync(
        SourceLocation source, (SnapshotId Id, StoredCopy Copy) before, (SnapshotId Id, StoredCopy Copy) after, CancellationToken stop) => EachAsync(async vault =>
    {
        var old = await FolderAsync(vault, source, before.Id, before.Copy, stop);
        return Changes(TreeDiff.CompareAsync(vault.Repository, old, await FolderAsync(vault, source, after.Id, after.Copy, stop), stop));
    }, stop);

    public IAsyncEnumerable<Core.Trees.TreeChange> CompareWithPresentAsync(SourceLocation source, SnapshotId id, StoredCopy copy, TreeRules rules, CancellationToken stop) => EachAsync(async vault =>
        Changes(PresentDiff.CompareAsync(vault.Repository, await FolderAsync(vault, source, id, copy, stop), source.Path, TreeWalk.ExcludesOf(rules), stop)), stop);

    public Task<Stream> ReadFileAsync(SourceLocation source, SnapshotId id, StoredCopy copy, string path, CancellationToken stop) => Run<Stream>(async vault =>
    {
        var (tree, root) = await EnterAsync(vault, source, id, copy, stop);
        return await tree.FindAsync(Below(root, path), stop) switch
        {
            { Type: NodeType.File } file => new ContentStream(vault.Repository, file, Name),
            null => throw NoSuchPath(source, id, path),
            _ => throw new StoreException(StoreFailure.Missing, $"store {Name}: {path} in snapshot {id} of {source.Id} is no file; name one"),
        };
    }, stop);

    public Task<Core.Restoring.RestoreResult> RestoreTreeAsync(SourceLocation source, SnapshotId id, StoredCopy copy, TreeRestore order, IClaim claim, CancellationToken stop) => Run(async vault =>
    {
        var (tree, root) = await EnterAsync(vault, source, id, copy, stop);
        var top = Below(root, order.Choice.Path ?? "");
        return await tree.FindAsync(top, stop) is { } node
            ? await new TreePuttingBack(vault.Repository, source, order, tree.Root, top, node.Type == NodeType.Folder).RunAsync(claim, stop)
            : new Core.Restoring.RestoreResult.Failed($"snapshot {id} has no {order.Choice.Path}: `actorbackup history {source.Id} {order.Choice.Path}` lists those that do");
    }, stop);

    private async Task<(SnapshotTree Tree, SnapshotPath Root)> EnterAsync(Vault vault, SourceLocation source, SnapshotId id, StoredCopy copy, CancellationToken stop)
    {
        var entry = await FindAsync(vault, source, id, copy, stop) ?? throw Missing(source, id);
        await vault.Repository.RefreshIndexAsync(stop);
        return (new SnapshotTree(vault.Repository, entry.File.Document.Tree), SnapshotPath.Parse(entry.SideCar.SourcePath));
    }

    private async Task<TreeId> FolderAsync(Vault vault, SourceLocation source, SnapshotId id, StoredCopy copy, CancellationToken stop)
    {
        var (tree, root) = await EnterAsync(vault, source, id, copy, stop);
        return await tree.FindFolderAsync(root, stop) ?? throw NoSuchPath(source, id, root.ToString());
    }

    private static SnapshotPath Below(SnapshotPath root, string path)
    {
        try
        {
            foreach (var name in SnapshotPath.Parse(path).ToNames()) root = root.Then(name);
            return root;
        }
        catch (FormatException wrong)
        {
            throw new RepositoryException(RepositoryFailure.Refused, wrong.Message);
        }
    }

    private StoreException NoSuchPath(SourceLocation source, SnapshotId id, string path) =>
        new(StoreFailure.Missing, $"store {Name}: snapshot {id} of {source.Id} has no {path}; `actorbackup show {source.Id} {id}` lists what it has");

    private static async IAsyncEnumerable<TreeEntry> Entries(IAsyncEnumerable<SnapshotEntry> found, SnapshotPath root)
    {
        await foreach (var entry in found) yield return TreeWords.Entry(entry.Node, TreeWords.Relative(entry.Path, root.Depth));
    }

    private static async IAsyncEnumerable<Core.Trees.TreeChange> Changes(IAsyncEnumerable<Repository.Reading.TreeChange> found)
    {
        await foreach (var change in found) yield return TreeWords.Change(change);
    }

    private static async IAsyncEnumerable<PathState> States(OpenRepository repository, List<CatalogEntry> entries, string path, [EnumeratorCancellation] CancellationToken stop)
    {
        var ids = entries.ToLookup(e => e.File.Id, e => e.SideCar.Snapshot.Id);
        // A source that was given another folder has its history all the same.
        var top = Below(SnapshotPath.Parse(entries[^1].SideCar.SourcePath), path);
        await foreach (var version in PathHistory.OfAsync(repository, entries.Select(e => e.File), top, stop))
            yield return new PathState(
                ids[version.Snapshot.Id].First(), version.Node is { } node ? TreeWords.Entry(node, path) : null, version.Change is { } kind ? TreeWords.Kind(kind) : null, version.ChangedFiles, version.Files);
    }

    /// <summary>As <see cref="Run"/>, for what is given piece by piece.</summary>
    private async IAsyncEnumerable<T> EachAsync<T>(Func<Vault, Task<IAsyncEnumerable<T>>> open, [EnumeratorCancellation] CancellationToken stop)
    {
        await using var all = await Run(async vault => (await open(vault)).GetAsyncEnumerator(stop), stop);
        while (await Run(async _ => await all.MoveNextAsync(), stop)) yield return all.Current;
    }
}
