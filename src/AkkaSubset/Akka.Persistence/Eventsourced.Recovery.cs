using Akka.Actor;

namespace Akka.Persistence;

public abstract partial class Eventsourced
{
    private ICancelable _tick;
    private bool _heardSinceTick;
    private bool _permitHeld;

    private void WaitForPermit(Receive receive, object message)
    {
        if (message is not RecoveryPermitter.Granted) { KeepWaiting(message); return; }

        var recovery = Recovery;
        _permitHeld = true;
        _phase = (_, m) => AwaitSnapshot(recovery, m);
        _tick = Context.System.Scheduler.ScheduleTellOnceCancelable(RecoveryTimeout, Self, new RecoveryTick(snapshot: true), Self);
        LoadSnapshot(SnapshotterId, recovery.FromSnapshot, recovery.ToSequenceNr);
    }

    private void AwaitSnapshot(Recovery recovery, object message)
    {
        switch (message)
        {
            case LoadSnapshotResult found: StartReplay(recovery, found); break;
            case LoadSnapshotFailed failed: FailRecovery(failed.Cause); break;
            case RecoveryTick { Snapshot: true }: FailRecovery(Silence("the snapshot store")); break;
            default: KeepWaiting(message); break;
        }
    }

    private void StartReplay(Recovery recovery, LoadSnapshotResult found)
    {
        _tick?.Cancel();
        if (found.Snapshot is { } snapshot)
        {
            LastSequenceNr = snapshot.Metadata.SequenceNr;
            if (!TryRecover(new SnapshotOffer(snapshot.Metadata, snapshot.Snapshot))) return;
        }

        _phase = Replay;
        _heardSinceTick = false;
        _tick = Context.System.Scheduler.ScheduleTellRepeatedlyCancelable(
            RecoveryTimeout, RecoveryTimeout, Self, new RecoveryTick(snapshot: false), Self);
        Journal.Tell(new ReplayMessages(LastSequenceNr + 1, found.ToSequenceNr, recovery.ReplayMax, PersistenceId, Self), Self);
    }

    private void Replay(Receive receive, object message)
    {
        switch (message)
        {
            case ReplayedMessage replayed:
                _heardSinceTick = true;
                LastSequenceNr = replayed.Persistent.SequenceNr;
                TryRecover(replayed.Persistent.Payload);
                break;
            case RecoverySuccess success: CompleteRecovery(success.HighestSequenceNr); break;
            case ReplayMessagesFailure failure: FailRecovery(failure.Cause); break;
            case RecoveryTick { Snapshot: false } when !_heardSinceTick: FailRecovery(Silence("the journal")); break;
            case RecoveryTick: _heardSinceTick = false; break;
            default: KeepWaiting(message); break;
        }
    }

    private void CompleteRecovery(long highestSequenceNr)
    {
        _tick?.Cancel();
        OnReplaySuccess();
        // A snapshot may be newer than what is left in the journal.
        _sequenceNr = LastSequenceNr = Math.Max(LastSequenceNr, highestSequenceNr);
        IsRecovering = false;
        try
        {
            base.AroundReceive(ReceiveRecover, RecoveryCompleted.Instance);
        }
        finally
        {
            _phase = ProcessCommand;
            GoOn(all: true);
            ReturnPermit();
        }
    }

    private bool TryRecover(object message)
    {
        try
        {
            base.AroundReceive(ReceiveRecover, message);
            return true;
        }
        catch (Exception e)
        {
            FailRecovery(e, message);
            return false;
        }
    }

    private void FailRecovery(Exception reason, object message = null)
    {
        _tick?.Cancel();
        _phase = (_, m) => KeepWaiting(m);
        try
        {
            OnRecoveryFailure(reason, message);
        }
        finally
        {
            ReturnPermit();
            Context.Stop(Self);
        }
    }

    private void ReturnPermit()
    {
        if (!_permitHeld) return;
        _permitHeld = false;
        Extension.RecoveryPermitter.Tell(RecoveryPermitter.Return.Instance, Self);
    }

    private TimeSpan RecoveryTimeout => Extension.RecoveryTimeout(JournalPluginId);

    private RecoveryTimedOutException Silence(string whose) =>
        new($"'{PersistenceId}' heard nothing from {whose} for {RecoveryTimeout}. See recovery-event-timeout of its journal.");
}
