using System.Collections.Immutable;
using Akka.Actor;
using Akka.Configuration;
using Akka.Pattern;

namespace Akka.Persistence.Journal;

/// <summary>A journal whose reads and writes are tasks. A subclass stores; this one guards it with a circuit breaker and answers.</summary>
public abstract class AsyncWriteJournal : WriteJournalBase, IAsyncRecovery
{
    private readonly CircuitBreaker _breaker;

    protected AsyncWriteJournal()
    {
        var config = Persistence.Instance.Apply(Context.System).JournalConfigOf(Self);
        _breaker = PluginBreaker.From(config, Context.System.Scheduler);
        if (config.GetString("replay-filter.mode", "off") is not ("off" or "false" or "disabled") and var mode) throw new ConfigurationException(
            $"{Self.Path.Name}.replay-filter.mode = {mode}: this runtime replays what was written and knows only 'off'.");
    }

    public abstract Task ReplayMessagesAsync(IActorContext context, string persistenceId, long fromSequenceNr, long toSequenceNr, long max,
        Action<IPersistentRepresentation> recoveryCallback);

    public abstract Task<long> ReadHighestSequenceNrAsync(string persistenceId, long fromSequenceNr);

    /// <summary>Stores <paramref name="messages"/>; called on the actor's thread, in the order of the requests.</summary>
    /// <returns>Null or empty if all are stored; else one entry per atomic write, null where it is stored, the reason where it was
    /// rejected. A task that fails means that it is not known what is stored.</returns>
    protected abstract Task<IImmutableList<Exception>> WriteMessagesAsync(IEnumerable<AtomicWrite> messages);

    /// <summary>Drops the events up to <paramref name="toSequenceNr"/>; the highest number must outlive them.</summary>
    protected abstract Task DeleteMessagesToAsync(string persistenceId, long toSequenceNr);

    /// <summary>Gets what is no request to a journal.</summary>
    protected virtual bool ReceivePluginInternal(object message) => false;

    protected sealed override bool Receive(object message) => ReceiveWriteJournal(message) || ReceivePluginInternal(message);

    protected bool ReceiveWriteJournal(object message)
    {
        switch (message)
        {
            case WriteMessages write: _ = WriteAsync(write, Self); return true;
            case ReplayMessages replay: _ = ReplayAsync(replay, Context); return true;
            case DeleteMessagesTo delete: _ = DeleteAsync(delete, Self); return true;
            default: return false;
        }
    }

    private async Task WriteAsync(WriteMessages request, IActorRef self)
    {
        var writes = PreparePersistentBatch(request.Messages).ToImmutableArray();
        IImmutableList<Exception> results;
        try
        {
            results = await _breaker.WithCircuitBreaker(() => WriteMessagesAsync(writes)).ConfigureAwait(false);
            if (results is { Count: > 0 } && results.Count != writes.Length) throw new InvalidOperationException(
                $"{GetType()} answered {writes.Length} atomic writes with {results.Count} results.");
        }
        catch (Exception e)
        {
            request.PersistentActor.Tell(new WriteMessagesFailed(e, writes.Length), self);
            foreach (var p in writes.SelectMany(w => w.Events))
                request.PersistentActor.Tell(new WriteMessageFailure(p, e, request.ActorInstanceId), p.Sender);
            return;
        }

        request.PersistentActor.Tell(WriteMessagesSuccessful.Instance, self);
        for (var i = 0; i < writes.Length; i++)
        {
            var rejection = results is { Count: > 0 } ? results[i] : null;
            foreach (var p in writes[i].Events) request.PersistentActor.Tell(Outcome(p, rejection, request.ActorInstanceId), p.Sender);
        }
    }

    private static object Outcome(IPersistentRepresentation p, Exception rejection, int instance) =>
        rejection is null ? new WriteMessageSuccess(p, instance) : new WriteMessageRejected(p, rejection, instance);

    private async Task ReplayAsync(ReplayMessages request, IActorContext context)
    {
        var (actor, self) = (request.PersistentActor, context.Self);
        try
        {
            var highest = await _breaker.WithCircuitBreaker(
                () => ReadHighestSequenceNrAsync(request.PersistenceId, Math.Max(0, request.FromSequenceNr - 1))).ConfigureAwait(false);
            var to = Math.Min(request.ToSequenceNr, highest);
            if (request.FromSequenceNr <= to)
                await ReplayMessagesAsync(context, request.PersistenceId, request.FromSequenceNr, to, request.Max, p =>
                {
                    if (!p.IsDeleted) actor.Tell(new ReplayedMessage(p), ActorRefs.NoSender);
                }).ConfigureAwait(false);
            actor.Tell(new RecoverySuccess(highest), self);
        }
        catch (Exception e)
        {
            actor.Tell(new ReplayMessagesFailure(e), self);
        }
    }

    private async Task DeleteAsync(DeleteMessagesTo request, IActorRef self)
    {
        try
        {
            await _breaker.WithCircuitBreaker(() => DeleteMessagesToAsync(request.PersistenceId, request.ToSequenceNr)).ConfigureAwait(false);
            request.PersistentActor.Tell(new DeleteMessagesSuccess(request.ToSequenceNr), self);
        }
        catch (Exception e)
        {
            request.PersistentActor.Tell(new DeleteMessagesFailure(e, request.ToSequenceNr), self);
        }
    }
}
