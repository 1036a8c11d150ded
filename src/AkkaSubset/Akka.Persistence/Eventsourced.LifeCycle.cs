using Akka.Actor;

namespace Akka.Persistence;

public abstract partial class Eventsourced
{
    public override void AroundPreStart()
    {
        if (PersistenceId is null) throw new ArgumentException(
            $"The PersistenceId of {GetType()} is null. It names the actor in its journal and must be set in the constructor.");
        // A plugin that is not configured fails the actor here and not at its first event.
        (_, _) = (Journal, SnapshotStore);
        AskForPermit();
        base.AroundPreStart();
    }

    public override void AroundPreRestart(Exception cause, object message)
    {
        try
        {
            _tick?.Cancel();
            GiveBackWhatWaits();
        }
        finally
        {
            Send();
            base.AroundPreRestart(cause, message switch
            {
                WriteMessageSuccess written => written.Persistent.Payload,
                ReplayedMessage replayed => replayed.Persistent.Payload,
                _ => message,
            });
        }
    }

    public override void AroundPostRestart(Exception reason, object message)
    {
        AskForPermit();
        base.AroundPostRestart(reason, message);
    }

    public override void AroundPostStop()
    {
        try
        {
            _tick?.Cancel();
            GiveBackWhatWaits();
        }
        finally
        {
            base.AroundPostStop();
        }
    }

    protected internal override bool AroundReceive(Receive receive, object message)
    {
        _phase(receive, message);
        return true;
    }

    private void AskForPermit()
    {
        _phase = WaitForPermit;
        Extension.RecoveryPermitter.Tell(RecoveryPermitter.Request.Instance, Self);
    }

    /// <summary>Back to the mailbox: for the next incarnation, or for the dead letters.</summary>
    private void GiveBackWhatWaits()
    {
        _waiting.UnstashAll(UnstashFilterPredicate);
        Stash?.UnstashAll(UnstashFilterPredicate);
    }
}
