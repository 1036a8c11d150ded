using ActorBackup.Repository.Backends;
using ActorBackup.Repository.Ids;

namespace ActorBackup.Repository.Locks;

/// <summary>A lock file of ours, refreshed while it is held. Disposing deletes it.</summary>
/// <remarks>Whether a refresh is overdue is judged by <see cref="RepositoryOptions.BootClock"/>: a machine that slept may find its lock taken for stale.</remarks>
public sealed class RepositoryLock : IAsyncDisposable
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromMinutes(1), LongestRelease = TimeSpan.FromMinutes(1);

    private readonly LockFiles _files;
    private readonly LockMode _mode;
    private readonly CancellationTokenSource _lost = new(), _released = new();
    private readonly SemaphoreSlim _refreshing = new(1);
    private readonly ITimer _timer;
    private LockId _id;
    private long _refreshedAt;
    private int _disposed;

    internal RepositoryLock(LockFiles files, LockMode mode, LockId id)
    {
        (_files, _mode, _id, _refreshedAt) = (files, mode, id, files.Options.BootClock.GetTimestamp());
        Lost = _lost.Token;
        _timer = files.Options.Clock.CreateTimer(_ => _ = LookAsync(), null, LookEvery, LookEvery);
    }

    /// <summary>Ends when the lock could not be refreshed in time: nothing more may be done under it.</summary>
    public CancellationToken Lost { get; }

    internal LockId Id => _id;

    private TimeSpan Age => _files.Options.BootClock.GetElapsedTime(Interlocked.Read(ref _refreshedAt));

    /// <summary>Asked right before every removal.</summary>
    /// <exception cref="RepositoryException"><see cref="RepositoryFailure.LockLost"/>: its refresh is overdue.</exception>
    public void Demand()
    {
        if (Age >= LockAge.OverdueAfter) _lost.Cancel();
        if (Lost.IsCancellationRequested)
            throw new RepositoryException(RepositoryFailure.LockLost,
                $"The lock {_id.ToString()[..8]} at {_files.Backend.Location} could not be kept, others may be at work there: nothing more is done. Run it again.");
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 1) return;
        await _timer.DisposeAsync();
        await _released.CancelAsync();
        await _refreshing.WaitAsync();
        using var longEnough = new CancellationTokenSource(LongestRelease, _files.Options.Clock);
        try
        {
            await _files.Backend.RemoveAsync(FileHandle.Of(_id), longEnough.Token);
        }
        catch (Exception e) when (e is RepositoryException or OperationCanceledException)
        {
            _files.Options.Warn($"The lock {_id.ToString()[..8]} at {_files.Backend.Location} was not deleted ({e.Message}); it is stale in 30 minutes, or as soon as this process ends.");
        }
        _released.Dispose();
        _refreshing.Dispose();
    }

    /// <summary>What the timer does: refreshes if it is time to, gives up if it is too late.</summary>
    internal async Task LookAsync()
    {
        if (Age >= LockAge.OverdueAfter) await _lost.CancelAsync();
        // A refresh that hangs keeps the next from piling up; the look above goes on.
        if (Lost.IsCancellationRequested || Age < LockAge.RefreshEvery || !await TryEnterAsync()) return;
        try
        {
            if (_disposed == 0) await RefreshAsync(_released.Token);
        }
        catch (RepositoryException e)
        {
            _files.Options.Warn($"The lock {_id.ToString()[..8]} at {_files.Backend.Location} could not be refreshed ({e.Message}); tried again in a minute.");
        }
        catch (OperationCanceledException)
        {
            // Released meanwhile.
        }
        finally
        {
            _refreshing.Release();
        }
    }

    private async Task RefreshAsync(CancellationToken stop)
    {
        // Somebody deleted it by force: others may have come in since, so it is not simply written again.
        if (await _files.Backend.SizeAsync(FileHandle.Of(_id), stop) is null)
        {
            await _lost.CancelAsync();
            return;
        }
        var before = _files.Options.BootClock.GetTimestamp();
        var fresh = await _files.WriteAsync(_mode, stop);
        var old = _id;
        _id = fresh;
        Interlocked.Exchange(ref _refreshedAt, before);
        await _files.Backend.RemoveAsync(FileHandle.Of(old), stop);
    }

    private async Task<bool> TryEnterAsync()
    {
        try
        {
            return await _refreshing.WaitAsync(TimeSpan.Zero);
        }
        catch (ObjectDisposedException)
        {
            return false;
        }
    }
}
