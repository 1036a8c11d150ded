using Akka.Actor;
using Akka.Pattern;

namespace Akka.Persistence.Snapshot;

/// <summary>A snapshot store whose reads and writes are tasks. A subclass stores; this one guards it with a circuit breaker and answers.</summary>
public abstract class SnapshotStore : ActorBase
{
    private readonly CircuitBreaker _breaker;

    protected SnapshotStore()
    {
        var config = Persistence.Instance.Apply(Context.System).SnapshotStoreConfigOf(Self);
        _breaker = PluginBreaker.From(config, Context.System.Scheduler);
    }

    /// <summary>The snapshot with the highest number that fits, null if none does.</summary>
    protected abstract Task<SelectedSnapshot> LoadAsync(string persistenceId, SnapshotSelectionCriteria criteria);

    /// <summary>Replaces one of the same number.</summary>
    protected abstract Task SaveAsync(SnapshotMetadata metadata, object snapshot);

    /// <summary>Deletes the one of that number; with a time stamp only if it has that one.</summary>
    protected abstract Task DeleteAsync(SnapshotMetadata metadata);

    protected abstract Task DeleteAsync(string persistenceId, SnapshotSelectionCriteria criteria);

    /// <summary>Gets what is no request to a snapshot store.</summary>
    protected virtual bool ReceivePluginInternal(object message) => false;

    protected sealed override bool Receive(object message)
    {
        switch (message)
        {
            case LoadSnapshot r: _ = AnswerAsync(LoadedAsync(r), e => new LoadSnapshotFailed(e)); return true;
            case SaveSnapshot r:
                _ = AnswerAsync(GuardedAsync(() => SaveAsync(r.Metadata, r.Snapshot), new SaveSnapshotSuccess(r.Metadata)),
                    e => new SaveSnapshotFailure(r.Metadata, e));
                return true;
            case DeleteSnapshot r:
                _ = AnswerAsync(GuardedAsync(() => DeleteAsync(r.Metadata), new DeleteSnapshotSuccess(r.Metadata)),
                    e => new DeleteSnapshotFailure(r.Metadata, e));
                return true;
            case DeleteSnapshots r:
                _ = AnswerAsync(GuardedAsync(() => DeleteAsync(r.PersistenceId, r.Criteria), new DeleteSnapshotsSuccess(r.Criteria)),
                    e => new DeleteSnapshotsFailure(r.Criteria, e));
                return true;
            default: return ReceivePluginInternal(message);
        }
    }

    private async Task<object> LoadedAsync(LoadSnapshot request)
    {
        if (request.Criteria.Equals(SnapshotSelectionCriteria.None)) return new LoadSnapshotResult(null, request.ToSequenceNr);
        var snapshot = await _breaker.WithCircuitBreaker(
            () => LoadAsync(request.PersistenceId, request.Criteria.UpTo(request.ToSequenceNr))).ConfigureAwait(false);
        return new LoadSnapshotResult(snapshot, request.ToSequenceNr);
    }

    private async Task<object> GuardedAsync(Func<Task> work, object done)
    {
        await _breaker.WithCircuitBreaker(work).ConfigureAwait(false);
        return done;
    }

    private async Task AnswerAsync(Task<object> work, Func<Exception, object> failure)
    {
        var (asker, self) = (Sender, Self);
        try
        {
            asker.Tell(await work.ConfigureAwait(false), self);
        }
        catch (Exception e)
        {
            asker.Tell(failure(e), self);
        }
    }
}
