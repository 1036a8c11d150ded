namespace Akka.Actor;

internal sealed partial class ActorCell
{
    private readonly Stack<Receive> _behaviours = new();
    private TimerScheduler _timers;

    public void Become(Receive receive)
    {
        if (_behaviours.Count > 1)
            _behaviours.Pop();
        _behaviours.Push(receive);
    }

    public void BecomeStacked(Receive receive) => _behaviours.Push(receive);

    public void Become(UntypedReceive receive) => Become(Wrap(receive));

    public void BecomeStacked(UntypedReceive receive) => BecomeStacked(Wrap(receive));

    /// <summary>The behaviour at the bottom, which the actor was made with, stays.</summary>
    public void UnbecomeStacked()
    {
        if (_behaviours.Count > 1)
            _behaviours.Pop();
    }

    private static Receive Wrap(UntypedReceive receive) => message =>
    {
        receive(message);
        return true;
    };

    private void ReceiveMessage(object message)
    {
        if (message is TimerScheduler.TimerMessage timer && !TryOpen(timer, out message))
            return;
        _actor.AroundReceive(_behaviours.Peek(), message);
    }

    /// <summary>False for a timer that was cancelled or belongs to an instance before: it must not be seen.</summary>
    private bool TryOpen(TimerScheduler.TimerMessage timer, out object message)
    {
        message = null;
        if (_timers is null || !_timers.TryAccept(timer))
            return false;

        message = CurrentMessage = timer.Message;
        if (message is not IAutoReceivedMessage automatic)
            return true;
        AutoReceive(automatic);
        return false;
    }

    private void AutoReceive(IAutoReceivedMessage message)
    {
        switch (message)
        {
            case Terminated terminated: ReceiveTerminated(terminated); break;
            case PoisonPill: _self.Stop(); break;
            case Kill: throw new ActorKilledException("Kill");
            case Identify identify: Sender.Tell(new ActorIdentity(identify.MessageId, _self), _self); break;
            case ActorSelectionMessage selected: Akka.Actor.ActorSelection.Deliver(_self, selected, SenderOrNull); break;
            default: ReceiveMessage(message); break;
        }
    }
}
