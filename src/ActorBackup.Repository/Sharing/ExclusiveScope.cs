using ActorBackup.Repository.Locks;

namespace ActorBackup.Repository.Sharing;

/// <summary>The right to remove and replace: no capture of this process runs, and nobody else has a lock. Disposing lets captures go on.</summary>
public sealed class ExclusiveScope : IAsyncDisposable
{
    private readonly IDisposable _turn;

    internal ExclusiveScope(RepositoryLock held, IDisposable turn) => (Lock, _turn) = (held, turn);

    public RepositoryLock Lock { get; }

    public async ValueTask DisposeAsync()
    {
        await Lock.DisposeAsync();
        _turn.Dispose();
    }
}
