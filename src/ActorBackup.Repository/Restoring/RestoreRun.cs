using System.Runtime.CompilerServices;
using ActorBackup.Linux;
using ActorBackup.Repository.Reading;
using ActorBackup.Repository.Trees;

namespace ActorBackup.Repository.Restoring;

/// <summary>Puts the files of a snapshot into a folder. The caller has refreshed the index, after it listed the snapshots.</summary>
/// <remarks>Existing files are compared chunk by chunk; one that differs is replaced as a whole by a rename, so that no program ever reads half of it
/// (restic writes into it). New files grow under their own names, readable to their owner alone until they are whole.</remarks>
public static class RestoreRun
{
    /// <summary>What <see cref="RunAsync"/> would do, in its order. Changes nothing; the target need not exist.</summary>
    public static async IAsyncEnumerable<RestoreStep> PreviewAsync(OpenRepository repository, RestoreRequest request, [EnumeratorCancellation] CancellationToken stop)
    {
        var (tree, node) = await TopAsync(repository, request, stop);
        using var target = Open(request.Target);
        var root = new TargetFolder(null, SnapshotPath.Root, node) { Exists = target is not null, WasThere = target is not null };
        using var folders = target is null ? null : new TargetFolders(target, root);
        var report = new RestoreReport(null, repository.Options.Clock);
        await foreach (var item in new RestoreWalk(repository, request, root, folders, report).ItemsAsync(tree, stop))
            if (item.Planned is { Step: { Deed: not RestoreDeed.PassThrough } step }) yield return step;
        foreach (var failure in report.Finish().Failures) yield return new RestoreStep(failure.Path, null, RestoreDeed.Refuse, failure.Why);
    }

    /// <summary>Restores. What fails for one entry is told in the result, and the rest goes on.</summary>
    /// <param name="progress">Told a few times a second, from any thread.</param>
    /// <exception cref="RepositoryException">The subpath is not in the snapshot, the target cannot be used, or its disk is full.</exception>
    public static async Task<RestoreResult> RunAsync(
        OpenRepository repository, RestoreRequest request, IProgress<RestoreProgress>? progress, CancellationToken stop)
    {
        var (tree, node) = await TopAsync(repository, request, stop);
        var report = new RestoreReport(progress, repository.Options.Clock);
        try
        {
            var target = Open(request.Target);
            var wasThere = target is not null;
            using var opened = target ?? Make(request.Target);
            var root = new TargetFolder(null, SnapshotPath.Root, node) { Exists = true, WasThere = wasThere, GetsMetadata = request.InPlace || !wasThere };
            using var folders = new TargetFolders(opened, root);
            var walk = new RestoreWalk(repository, request, root, folders, report);
            await new RestoreDeeds(repository, request, opened, folders, report).RunAsync(walk.ItemsAsync(tree, stop), stop);
            return report.Finish();
        }
        catch (SystemCallException e)
        {
            throw TargetFailure.Explain(e, request.Target, report.Done);
        }
    }

    // A file alone is a folder with one entry.
    private static async Task<(Tree Tree, Node? Node)> TopAsync(OpenRepository repository, RestoreRequest request, CancellationToken stop)
    {
        var snapshot = new SnapshotTree(repository, request.Tree);
        if (request.Subpath.IsRoot) return (await repository.LoadTreeAsync(request.Tree, stop), null);
        var node = await snapshot.DemandAsync(request.Subpath, stop);
        if (node.Type != NodeType.Folder) return (new Tree([node]), null);
        return node.Subtree is { } subtree
            ? (await repository.LoadTreeAsync(subtree, stop), node)
            : throw RepositoryException.Damaged($"The snapshot does not say what is in the folder {request.Subpath}. Restore another snapshot; 'check' lists what else is damaged.");
    }

    private static RawTarget? Open(string target)
    {
        try { return RawTarget.TryOpen(target); }
        catch (SystemCallException e) { throw Unusable(target, e); }
    }

    private static RawTarget Make(string target)
    {
        try
        {
            Directory.CreateDirectory(target);
            return RawTarget.TryOpen(target) ?? throw new SystemCallException($"open {target}", Errno.NoEntry);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException) { throw Unusable(target, e); }
    }

    private static RepositoryException Unusable(string target, Exception why) => new(
        RepositoryFailure.Denied, $"Nothing was restored: the target folder {target} cannot be used ({why.Message}). Choose a folder that this user may write to.", why);
}
