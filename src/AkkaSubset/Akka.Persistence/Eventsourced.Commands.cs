using Akka.Actor;

namespace Akka.Persistence;

public abstract partial class Eventsourced
{
    private void ProcessCommand(Receive receive, object message)
    {
        if (IsStale(message)) return;

        var failed = true;
        try
        {
            base.AroundReceive(receive, message);
            failed = false;
        }
        finally
        {
            // Also after a failure: what was handed to Persist before it is written; the next incarnation replays it.
            GoOn(all: failed);
        }
    }

    private void AwaitWrites(Receive receive, object message)
    {
        switch (message)
        {
            case WriteMessageSuccess written when written.ActorInstanceId == _instanceId: RunHandler(written.Persistent); break;
            case WriteMessageRejected rejected when rejected.ActorInstanceId == _instanceId: Reject(rejected); break;
            case WriteMessageFailure failure when failure.ActorInstanceId == _instanceId: Fail(failure); break;
            default: KeepWaiting(message); break;
        }
    }

    private void RunHandler(IPersistentRepresentation written)
    {
        LastSequenceNr = Math.Max(LastSequenceNr, written.SequenceNr);
        var failed = true;
        try
        {
            PopPending().Handler(written.Payload);
            failed = false;
        }
        finally
        {
            GoOn(all: failed);
        }
    }

    private void Reject(WriteMessageRejected rejected)
    {
        LastSequenceNr = Math.Max(LastSequenceNr, rejected.Persistent.SequenceNr);
        PopPending();
        try
        {
            OnPersistRejected(rejected.Cause, rejected.Persistent.Payload, rejected.Persistent.SequenceNr);
        }
        finally
        {
            GoOn(all: false);
        }
    }

    private void Fail(WriteMessageFailure failure)
    {
        PopPending();
        try
        {
            OnPersistFailure(failure.Cause, failure.Persistent.Payload, failure.Persistent.SequenceNr);
        }
        finally
        {
            Context.Stop(Self);
        }
    }

    private IPendingHandlerInvocation PopPending()
    {
        var first = _pending.First.Value;
        _pending.RemoveFirst();
        return first;
    }

    /// <summary>Sends what was persisted, and takes the next waiting command (all of them after a failure or a recovery) if nothing is left to wait for.</summary>
    private void GoOn(bool all)
    {
        Send();
        _phase = _pending.Count > 0 ? AwaitWrites : ProcessCommand;
        if (_pending.Count > 0) return;
        if (all) _waiting.UnstashAll();
        else _waiting.Unstash();
    }

    private void Send()
    {
        if (_unsent.Count == 0) return;
        Journal.Tell(new WriteMessages([.. _unsent], Self, _instanceId), Self);
        _unsent.Clear();
    }

    private void KeepWaiting(object message)
    {
        if (!IsStale(message)) _waiting.Stash();
    }

    /// <summary>What no phase waits for any more: an answer to an incarnation before this one, or a tick of a recovery that is over.</summary>
    private static bool IsStale(object message) => message is IJournalResponse or RecoveryTick or RecoveryPermitter.Granted;
}
