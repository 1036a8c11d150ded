using System.Collections.Immutable;
using ActorBackup.Core.Ownership;
using ActorBackup.Core.Stores;
using ActorBackup.Core.Trees;
using ActorBackup.Repository;
using ActorBackup.Repository.Ids;
using ActorBackup.Repository.Reading;
using ActorBackup.Repository.Restoring;
using ActorBackup.Repository.Scanning;
using ActorBackup.Stores.Watching;
using RestoreResult = ActorBackup.Core.Restoring.RestoreResult;

namespace ActorBackup.Stores.Repositories;

/// <summary>Puts a folder of a snapshot, or what is chosen of it, back on the disk.</summary>
/// <param name="top">What is put back, in the snapshot.</param>
/// <param name="isFolder">Whether that is a folder; a file comes into the target under its name.</param>
internal sealed class TreePuttingBack(OpenRepository repository, SourceLocation source, TreeRestore order, TreeId tree, SnapshotPath top, bool isFolder)
{
    private const int MostNamed = 20;

    /// <summary>In place the chosen path lies in the source's folder; elsewhere it comes into the target itself.</summary>
    private string Target => !order.InPlace || order.Choice.Path is not { } path ? order.Target
        : isFolder ? Path.Join(order.Target, path) : Path.GetDirectoryName(Path.Join(order.Target, path))!;

    public async Task<RestoreResult> RunAsync(IClaim claim, CancellationToken stop)
    {
        try
        {
            var request = new RestoreRequest(tree, Target)
            {
                Subpath = top,
                Include = PathFilter.Of(order.Choice.Include),
                Delete = order.Choice.Delete,
                Spares = order.Choice.Delete ? Spared(stop) : null,
                InPlace = order.InPlace,
            };
            if (order.DryRun) return await PreviewAsync(request, stop);
            return claim.Holds ? Done(await RestoreRun.RunAsync(repository, request, null, stop)) : new RestoreResult.Failed("this node's ownership ended before the target was touched");
        }
        catch (FormatException wrong)
        {
            return new RestoreResult.Failed(wrong.Message);
        }
        catch (RepositoryException failure) when (failure.Failure is not RepositoryFailure.Damaged)
        {
            return new RestoreResult.Failed(failure.Message, Touched: failure.Failure == RepositoryFailure.Full);
        }
    }

    /// <summary>What was never captured is not known to be of no use: in its own place it stays, and what the node itself keeps stays everywhere.</summary>
    private Func<SnapshotPath, bool, bool> Spared(CancellationToken stop)
    {
        var own = order.Rules.Own.Select(SnapshotPath.Parse).ToHashSet();
        var target = SnapshotPath.Parse(Target);
        var scan = order.InPlace ? new FolderScan(source.Path, TreeWalk.ExcludesOf(order.Rules)) : null;
        scan?.Folders(source.Path, _ => true, stop);
        return (path, isFolder) =>
        {
            var at = path.ToNames().Aggregate(target, (above, name) => above.Then(name));
            return own.Contains(at) || scan?.IsLeftOut(at.ToString(), isFolder) == true;
        };
    }

    private RestoreResult.Restored Done(Repository.Restoring.RestoreResult result) => new(order.Target, result.Done.BytesWritten, Rewritten: false, Note: null)
    {
        Tree = new TreePutBack(
            result.Done.Entries, result.Done.BytesWritten, result.Done.BytesKept, result.Done.Deleted,
            [.. result.Failures.Take(MostNamed).Select(f => $"{f.Path}: {f.Why}"), .. result.Notices.Take(MostNamed)], result.FailureCount),
    };

    private async Task<RestoreResult> PreviewAsync(RestoreRequest request, CancellationToken stop)
    {
        var (made, compared, removed, refused, problems) = (0L, 0L, 0L, 0L, ImmutableList.CreateBuilder<string>());
        await foreach (var step in RestoreRun.PreviewAsync(repository, request, stop))
        {
            switch (step.Deed)
            {
                case RestoreDeed.Create or RestoreDeed.Replace: made++; break;
                case RestoreDeed.Update: compared++; break;
                case RestoreDeed.Delete: removed++; break;
                case RestoreDeed.Refuse:
                    if (refused++ < MostNamed) problems.Add($"{step.Path}: {step.Reason}");
                    break;
                default: break;
            }
        }

        return new RestoreResult.Restored(order.Target, 0, Rewritten: false, Note: null) { Tree = new TreePutBack(made, 0, compared, removed, problems.ToImmutable(), refused) };
    }
}
