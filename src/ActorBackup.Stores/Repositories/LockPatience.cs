using ActorBackup.Core.Stores;

namespace ActorBackup.Stores.Repositories;

/// <summary>Bounds how long a capture waits for its lock, so that a repository that somebody checks for an hour does not hold up the other stores.</summary>
internal sealed class LockPatience : IDisposable
{
    private readonly CommitRules _rules;
    private readonly CancellationToken _stop;
    private readonly CancellationTokenSource _over;
    private readonly CancellationTokenSource _either;

    public LockPatience(CommitRules rules, CancellationToken stop)
    {
        (_rules, _stop) = (rules, stop);
        _over = new CancellationTokenSource(rules.Patience, rules.Clock);
        _either = CancellationTokenSource.CreateLinkedTokenSource(stop, _over.Token);
    }

    /// <summary>The lock is there: from here on the work takes as long as it takes.</summary>
    public void End() => _over.CancelAfter(Timeout.InfiniteTimeSpan);

    /// <exception cref="StoreException">Locked: it was waited for long enough.</exception>
    public async Task<T> WaitAsync<T>(Func<CancellationToken, Task<T>> work)
    {
        try
        {
            return await work(_either.Token);
        }
        catch (OperationCanceledException) when (_over.IsCancellationRequested && !_stop.IsCancellationRequested)
        {
            throw new StoreException(
                StoreFailure.Locked, $"store {_rules.Store}: somebody else works on the repository alone since {_rules.Patience.TotalSeconds:0} s (check, forget, prune); it is tried again. If nobody does: `actorbackup store unlock {_rules.Store}`");
        }
    }

    public void Dispose()
    {
        _either.Dispose();
        _over.Dispose();
    }
}
