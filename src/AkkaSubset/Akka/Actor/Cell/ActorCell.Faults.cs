using Akka.Dispatch.SysMsg;
using Akka.Event;

namespace Akka.Actor;

/// <summary>Failure, restart and death. What waits for dying children is finished when the last of them is gone.</summary>
internal sealed partial class ActorCell
{
    private bool _failed;
    private IActorRef[] _perpetrators = [];
    private bool _terminating;
    private bool _closedToChildren;
    private Action _whenChildrenAreDead;

    public void HandleInvokeFailure(Exception cause, IEnumerable<IActorRef> childrenNotToSuspend = null)
    {
        if (_failed || Mailbox.IsClosed)
            return;
        try
        {
            _failed = true;
            _perpetrators = childrenNotToSuspend?.ToArray() ?? [];
            Mailbox.Suspend();
            foreach (var child in Records().Where(child => !_perpetrators.Contains(child.Ref)))
                child.Ref.Suspend();
            Parent.SendSystemMessage(new Failed(_self, cause, _self.Path.Uid));
        }
        catch (Exception e)
        {
            Publish(new Error(e, LogSourceName, GetType(), $"Could not report the failure of {_self} ({cause.Message}); it is stopped."));
            _self.Stop();
        }
    }

    private void HandleFailed(Failed failed)
    {
        if (FindChild(failed.Child) is not { } child || _actor is null)
            return;
        if (!_actor.StrategyInUse.HandleFailure(this, child, failed.Cause))
            HandleInvokeFailure(failed.Cause, [failed.Child]);
    }

    private void FaultSuspend()
    {
        Mailbox.Suspend();
        foreach (var child in Records())
            child.Ref.Suspend();
    }

    /// <param name="cause">The child's failure that its supervisor lets pass; null if it was suspended with its parent only.</param>
    private void FaultResume(Exception cause)
    {
        if (_actor is null && _whenChildrenAreDead is null)
        {
            FaultCreate();
            return;
        }

        Mailbox.Resume();
        if (cause is not null)
            _failed = false;
        foreach (var child in Records())
            child.Ref.Resume(_perpetrators.Contains(child.Ref) ? cause : null);
    }

    private void FaultCreate()
    {
        foreach (var child in Records())
            Stop(child.Ref);
        WhenChildrenAreDead(() =>
        {
            Mailbox.Resume();
            _failed = false;
            try
            {
                CreateActor();
            }
            catch (Exception e)
            {
                HandleInvokeFailure(e);
            }
        });
    }

    private void FaultRecreate(Exception cause)
    {
        if (_terminating || _whenChildrenAreDead is not null)
        {
            FaultResume(null);
            return;
        }

        if (_actor is null)
        {
            FaultCreate();
            return;
        }

        var (failed, message) = (_actor, CurrentMessage is TimerScheduler.TimerMessage timer ? timer.Message : CurrentMessage);
        try
        {
            failed.AroundPreRestart(cause, message);
        }
        catch (Exception e)
        {
            Publish(new Error(new PreRestartException(_self, e, cause, message), LogSourceName, failed.GetType(), e.Message));
        }

        ClearActor();
        CancelReceiveTimeout();
        (CurrentMessage, _sender) = (null, null);
        WhenChildrenAreDead(() => FinishRecreate(cause));
    }

    private void FinishRecreate(Exception cause)
    {
        var survivors = Records();
        try
        {
            Mailbox.Resume();
            _failed = false;
            _actor = NewActor();
            _actor.AroundPostRestart(cause, null);
            RestartReceiveTimeout();
            foreach (var child in survivors)
                child.Ref.Restart(cause);
        }
        catch (Exception e)
        {
            ClearActor();
            HandleInvokeFailure(new PostRestartException(_self, e, cause), survivors.Select(child => child.Ref));
        }
    }

    private void BeginTerminate()
    {
        if (_terminating)
            return;
        _terminating = true;
        CancelReceiveTimeout();
        lock (_childrenLock)
            _closedToChildren = true;
        foreach (var child in Records())
            Stop(child.Ref);
        Mailbox.Suspend();
        WhenChildrenAreDead(FinishTerminate);
    }

    private void FinishTerminate()
    {
        var actor = _actor;
        try
        {
            actor?.AroundPostStop();
        }
        catch (Exception e)
        {
            Publish(new Error(e, LogSourceName, actor.GetType(), e.Message));
        }

        ClearActor();
        Mailbox.Close();
        Dispatcher.Detach(this);
        Parent.SendSystemMessage(new DeathWatchNotification(_self, existenceConfirmed: true, addressTerminated: false));
        TellWatchersWeDied();
        UnwatchAll();
        SystemImpl.EventStream.UnsubscribeDead(_self);
        _behaviours.Clear();
        (CurrentMessage, _sender) = (null, null);
    }

    private void HandleChildTerminated(ChildRecord child)
    {
        Remove(child);
        _dying -= child.IsDying ? 1 : 0;
        if (_dying == 0 && _whenChildrenAreDead is { } finish)
        {
            _whenChildrenAreDead = null;
            finish();
        }
    }

    private void WhenChildrenAreDead(Action finish)
    {
        if (_dying > 0)
            _whenChildrenAreDead = finish;
        else
            finish();
    }
}
