using System.Collections.Immutable;
using ActorBackup.Repository.Ids;
using ActorBackup.Repository.Locks;

namespace ActorBackup.Repository.Forgetting;

/// <summary>Removes snapshots by their ids; what they alone needed goes with the next prune. Which to remove is a policy's matter.</summary>
public static class ForgetRun
{
    /// <summary>Under an exclusive lock of its own: lists the snapshots, decides and removes.</summary>
    public static async Task<(ForgetPlan Plan, ForgetResult Result)> RunAsync(OpenRepository repository, ForgetRequest request, CancellationToken stop)
    {
        await using var held = await repository.LockAsync(LockMode.Exclusive, stop);
        var clock = repository.Options.Clock;
        var snapshots = await repository.SnapshotsAsync(strict: false, stop);
        var plan = ForgetPlan.Of(snapshots, request, clock.GetUtcNow(), clock.LocalTimeZone);
        return (plan, await RunAsync(repository, held, plan.Removed, stop));
    }

    /// <summary>Under an exclusive lock of its own.</summary>
    public static async Task<ForgetResult> RunAsync(OpenRepository repository, IEnumerable<SnapshotFileId> snapshots, CancellationToken stop)
    {
        await using var held = await repository.LockAsync(LockMode.Exclusive, stop);
        return await RunAsync(repository, held, snapshots, stop);
    }

    /// <summary>Goes on after a snapshot that cannot be removed; ends at a lost lock.</summary>
    /// <param name="held">Exclusive.</param>
    public static async Task<ForgetResult> RunAsync(OpenRepository repository, RepositoryLock held, IEnumerable<SnapshotFileId> snapshots, CancellationToken stop)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stop, held.Lost);
        var removed = ImmutableArray.CreateBuilder<SnapshotFileId>();
        var failed = ImmutableArray.CreateBuilder<(SnapshotFileId, string)>();
        foreach (var id in snapshots)
        {
            held.Demand();
            try
            {
                await repository.RemoveSnapshotAsync(id, either.Token);
                removed.Add(id);
            }
            catch (RepositoryException e) when (e.Failure != RepositoryFailure.LockLost)
            {
                failed.Add((id, e.Message));
            }
            catch (OperationCanceledException) when (!stop.IsCancellationRequested)
            {
                held.Demand();
                throw;
            }
        }
        return new ForgetResult(removed.DrainToImmutable(), failed.DrainToImmutable());
    }
}

/// <param name="Failed">Still there, and why; another run may remove them.</param>
public sealed record ForgetResult(ImmutableArray<SnapshotFileId> Removed, ImmutableArray<(SnapshotFileId Id, string Why)> Failed);
