namespace ActorBackup.Repository.Locks;

/// <summary>Runs work that ends with the lock it is done under.</summary>
internal static class UnderLock
{
    /// <param name="work">Its token ends when the caller stops it or the lock is lost.</param>
    /// <exception cref="RepositoryException"><see cref="RepositoryFailure.LockLost"/>: that was why it ended.</exception>
    public static async Task<T> RunAsync<T>(RepositoryLock held, Func<CancellationToken, Task<T>> work, CancellationToken stop)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stop, held.Lost);
        try
        {
            return await work(either.Token);
        }
        catch (OperationCanceledException) when (held.Lost.IsCancellationRequested && !stop.IsCancellationRequested)
        {
            held.Demand();
            throw;
        }
    }

    /// <summary>As the other, under a lock that is taken for the work.</summary>
    public static async Task<T> RunAsync<T>(OpenRepository repository, LockMode mode, Func<RepositoryLock, CancellationToken, Task<T>> work, CancellationToken stop)
    {
        await using var held = await repository.LockAsync(mode, stop);
        return await RunAsync(held, token => work(held, token), stop);
    }
}
