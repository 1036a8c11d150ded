using System.Runtime.CompilerServices;
using ActorBackup.Linux;
using ActorBackup.Repository.Ids;
using ActorBackup.Repository.Reading;
using ActorBackup.Repository.Trees;

namespace ActorBackup.Repository.Restoring;

/// <summary>Goes through the snapshot and the target side by side, depth first. Reads both, changes nothing: who takes the steps does the deeds.</summary>
internal sealed class RestoreWalk(OpenRepository repository, RestoreRequest request, TargetFolder root, TargetFolders? folders, RestoreReport report)
{
    /// <summary>A step is done before the next is asked for. An item without a step says that everything in the folder was given.</summary>
    public async IAsyncEnumerable<WalkItem> ItemsAsync(Tree top, [EnumeratorCancellation] CancellationToken stop)
    {
        var open = new Stack<(TargetFolder Folder, IEnumerator<PlannedStep> Steps)>();
        open.Push((root, Plan(root, top, request.Include.Start)));
        while (open.TryPeek(out var at))
        {
            stop.ThrowIfCancellationRequested();
            if (!at.Steps.MoveNext())
            {
                open.Pop();
                yield return new WalkItem(at.Folder, null, null);
                continue;
            }
            var planned = at.Steps.Current;
            if (planned.Step is not { Node: { Type: NodeType.Folder, Subtree: { } subtree } } || planned.Step.Deed is RestoreDeed.Refuse or RestoreDeed.Skip)
            {
                yield return new WalkItem(at.Folder, planned, null);
                continue;
            }
            var wasThere = planned.Existing is { IsFolder: true };
            var entered = new TargetFolder(at.Folder, planned.Step.Path, planned.Step.Node) { WasThere = wasThere, Exists = wasThere };
            yield return new WalkItem(at.Folder, planned, entered);
            if (entered.Failed) continue;
            if (await LoadAsync(subtree, planned.Step.Path, stop) is { } tree) open.Push((entered, Plan(entered, tree, planned.Match)));
            else yield return new WalkItem(entered, null, null);
        }
    }

    private async Task<Tree?> LoadAsync(TreeId id, SnapshotPath path, CancellationToken stop)
    {
        try { return await repository.LoadTreeAsync(id, stop); }
        catch (RepositoryException e) when (e.Failure is RepositoryFailure.Missing or RepositoryFailure.Damaged or RepositoryFailure.Unsupported)
        {
            report.Failed(path, $"Nothing in this folder can be restored. {e.Message}");
            return null;
        }
    }

    // Listed only if the folder was there before: in a new one there is nothing to meet.
    private IEnumerator<PlannedStep> Plan(TargetFolder folder, Tree tree, PathMatch match) =>
        RestorePlan.OfFolder(folder.Path, tree, match, folder.WasThere && folders is not null ? List(folder) : [], request).GetEnumerator();

    private Dictionary<RawName, RawTargetEntry> List(TargetFolder folder)
    {
        var entries = new Dictionary<RawName, RawTargetEntry>();
        try
        {
            var handle = folders!.Enter(folder);
            try
            {
                foreach (var name in handle.Entries())
                    if (handle.Stat(name) is { } entry) entries[new RawName(name)] = entry;
            }
            finally { folders.Leave(folder); }
        }
        catch (SystemCallException e) { report.Failed(folder.Path, e.Message); }
        return entries;
    }
}

/// <param name="Folder">In which the step is, or which is done.</param>
/// <param name="Entered">The folder that the step makes or brings up to date, or passes through.</param>
internal readonly record struct WalkItem(TargetFolder Folder, PlannedStep? Planned, TargetFolder? Entered);
