using ActorBackup.Repository.Ids;
using ActorBackup.Repository.Locks;

namespace ActorBackup.Repository.Forgetting;

/// <summary>Removes snapshots by their ids; what they alone needed goes with the next prune. Which to remove is a policy's matter.</summary>
public static class ForgetRun
{
    /// <summary>Under an exclusive lock of its own.</summary>
    public static async Task RunAsync(OpenRepository repository, IEnumerable<SnapshotFileId> snapshots, CancellationToken stop)
    {
        await using var held = await repository.LockAsync(LockMode.Exclusive, stop);
        await RunAsync(repository, held, snapshots, stop);
    }

    /// <param name="held">Exclusive.</param>
    public static async Task RunAsync(OpenRepository repository, RepositoryLock held, IEnumerable<SnapshotFileId> snapshots, CancellationToken stop)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stop, held.Lost);
        foreach (var id in snapshots)
        {
            held.Demand();
            await repository.RemoveSnapshotAsync(id, either.Token);
        }
    }
}
