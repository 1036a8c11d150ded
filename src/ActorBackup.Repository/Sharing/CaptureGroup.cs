using ActorBackup.Repository.Documents;
using ActorBackup.Repository.Locks;

namespace ActorBackup.Repository.Sharing;

/// <summary>For processes that run long: captures that come while one is running share its lock, its packs and its index file.</summary>
/// <remarks>A capture alone waits for nobody. A group takes newcomers until its first capture is done, so that no lock is held on and on; while
/// a foreign exclusive lock stands, captures wait. Safe for concurrent use; one per open repository.</remarks>
public sealed class CaptureGroup(OpenRepository repository) : IAsyncDisposable
{
    private readonly WorkGate _gate = new();
    private readonly Lock _joining = new();
    private SharedCapture? _open;

    public OpenRepository Repository => repository;

    /// <param name="capture">Stores trees and data through the scope's writer and says what the snapshot is to be; null: none is wanted.
    /// May run beside other captures. Its token also ends when the lock is lost.</param>
    /// <returns>The snapshot, durable; null if none was wanted.</returns>
    /// <exception cref="RepositoryException">What the repository or <paramref name="capture"/> fails with. <see cref="RepositoryFailure.LockLost"/>: no snapshot was written.</exception>
    public async Task<StoredSnapshot?> CaptureAsync(Func<CaptureScope, CancellationToken, Task<SnapshotDocument?>> capture, CancellationToken stop)
    {
        var (group, isFirst) = Join();
        try
        {
            return await group.RunAsync(capture, stop);
        }
        finally
        {
            await LeaveAsync(group, isFirst);
        }
    }

    /// <summary>Waits until the captures of this process are done, keeps new ones waiting, and takes the exclusive lock. For removing and replacing: be short.</summary>
    /// <exception cref="RepositoryException"><see cref="RepositoryFailure.Locked"/>: somebody else has a lock; try later.</exception>
    public async Task<ExclusiveScope> EnterExclusiveAsync(CancellationToken stop)
    {
        var turn = await _gate.EnterAsync(alone: true, stop);
        try
        {
            return new ExclusiveScope(await repository.LockAsync(LockMode.Exclusive, stop), turn);
        }
        catch
        {
            turn.Dispose();
            throw;
        }
    }

    /// <summary>Waits for the captures that run. The repository stays open.</summary>
    public async ValueTask DisposeAsync()
    {
        using var turn = await _gate.EnterAsync(alone: true, CancellationToken.None);
    }

    private (SharedCapture Group, bool IsFirst) Join()
    {
        lock (_joining)
        {
            if (_open is { HasFailed: false } open && !(open.HasBegun && _gate.SomebodyWantsToBeAlone))
            {
                open.Members++;
                return (open, false);
            }
            _open = new SharedCapture(repository, _gate) { Members = 1 };
            return (_open, true);
        }
    }

    private async ValueTask LeaveAsync(SharedCapture group, bool wasFirst)
    {
        lock (_joining)
        {
            if (wasFirst && _open == group) _open = null;
            if (--group.Members > 0) return;
            if (_open == group) _open = null;
        }
        await group.EndAsync();
    }
}
