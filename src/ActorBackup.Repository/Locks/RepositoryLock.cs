namespace ActorBackup.Repository.Locks;

/// <summary>A lock file of ours, refreshed while it is held. Disposing deletes it.</summary>
public sealed class RepositoryLock : IAsyncDisposable
{
    /// <summary>Ends when the lock could not be refreshed in time: nothing more may be done under it.</summary>
    public CancellationToken Lost => throw new NotImplementedException();

    /// <summary>Asked right before every removal.</summary>
    /// <exception cref="RepositoryException"><see cref="RepositoryFailure.LockLost"/>: its refresh is overdue.</exception>
    public void Demand() => throw new NotImplementedException();

    public ValueTask DisposeAsync() => throw new NotImplementedException();
}
