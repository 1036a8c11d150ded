using ActorBackup.Repository.Ids;
using ActorBackup.Repository.Locks;

namespace ActorBackup.Repository.Sharing;

/// <summary>Takes a shared lock, and waits while somebody else's exclusive one stands: captures queue, they do not fail.</summary>
internal static class QueueingLock
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1), LongestPause = TimeSpan.FromSeconds(10);

    /// <exception cref="RepositoryException"><see cref="RepositoryFailure.Locked"/>: a lock cannot be read, so nobody knows how long to wait.</exception>
    public static async Task<RepositoryLock> AcquireAsync(LockFiles locks, CancellationToken stop)
    {
        LockId? waitedFor = null;
        for (var pause = FirstPause; ; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
        {
            // While one is known to stand nothing is written: only looked.
            var other = waitedFor is null ? null : await locks.FindConflictAsync(LockMode.Shared, ours: null, stop);
            if (other is null)
            {
                (var held, other) = await locks.TryAcquireAtOnceAsync(LockMode.Shared, stop);
                if (held is not null) return held;
            }
            if (other!.Id != waitedFor)
                locks.Options.Warn($"Captures wait for {locks.Backend.Location}: {other}.{(other.IsStale ? " It is stale: 'store unlock' deletes it." : "")}");
            waitedFor = other.Id;
            await Task.Delay(pause, locks.Options.Clock, stop);
        }
    }
}
