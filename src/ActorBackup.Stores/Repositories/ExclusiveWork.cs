using ActorBackup.Repository;
using ActorBackup.Repository.Locks;
using ActorBackup.Repository.Sharing;

namespace ActorBackup.Stores.Repositories;

/// <summary>Removing and replacing in one repository: what several ask for at the same time is done under one exclusive lock, one after the other.</summary>
/// <remarks>Captures of this process and of others stand against the lock for moments only: it is tried for a while.</remarks>
internal sealed class ExclusiveWork(CaptureGroup group, TimeProvider clock) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20), Pause = TimeSpan.FromMilliseconds(250);

    private readonly SemaphoreSlim _leading = new(1);
    private readonly Queue<Waiting> _waiting = [];

    /// <param name="deed">Asks the lock before each removal. Its failure is its caller's alone.</param>
    /// <exception cref="RepositoryException">Locked: somebody else works on the repository all the time.</exception>
    public async Task RunAsync(Func<RepositoryLock, CancellationToken, Task> deed, CancellationToken stop)
    {
        var mine = new Waiting(deed, stop);
        lock (_waiting) _waiting.Enqueue(mine);
        try
        {
            await _leading.WaitAsync(stop);
        }
        catch (OperationCanceledException) when (mine.Ended.Task.IsCompleted)
        {
            await mine.Ended.Task;
            return;
        }
        catch
        {
            mine.GiveUp();
            throw;
        }

        try
        {
            if (!mine.Ended.Task.IsCompleted) await LeadAsync(stop);
        }
        catch
        {
            mine.GiveUp();
            throw;
        }
        finally
        {
            _leading.Release();
        }

        await mine.Ended.Task;
    }

    public void Dispose() => _leading.Dispose();

    private async Task LeadAsync(CancellationToken stop)
    {
        await using var held = await EnterAsync(stop);
        while (Next() is { } next) await next.RunAsync(held.Lock);
    }

    private async Task<ExclusiveScope> EnterAsync(CancellationToken stop)
    {
        var begun = clock.GetTimestamp();
        while (true)
        {
            try
            {
                return await group.EnterExclusiveAsync(stop);
            }
            catch (RepositoryException failure) when (failure.Failure == RepositoryFailure.Locked && clock.GetElapsedTime(begun) < Patience)
            {
                await Task.Delay(Pause, clock, stop);
            }
        }
    }

    private Waiting? Next()
    {
        lock (_waiting) return _waiting.TryDequeue(out var next) ? next : null;
    }

    private sealed class Waiting(Func<RepositoryLock, CancellationToken, Task> deed, CancellationToken stop)
    {
        private int _taken;

        public TaskCompletionSource Ended { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        /// <summary>Its caller has left.</summary>
        public void GiveUp()
        {
            if (Interlocked.Exchange(ref _taken, 1) == 0) Ended.TrySetResult();
        }

        public async Task RunAsync(RepositoryLock held)
        {
            if (Interlocked.Exchange(ref _taken, 1) != 0) return;
            try
            {
                await deed(held, stop);
                Ended.SetResult();
            }
            catch (Exception failure)
            {
                Ended.SetException(failure);
            }
        }
    }
}
