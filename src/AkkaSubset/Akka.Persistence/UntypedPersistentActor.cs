using Akka.Actor;

namespace Akka.Persistence;

/// <summary>A persistent actor whose handlers call <c>Unhandled</c> for messages that they do not know.</summary>
public abstract class UntypedPersistentActor : Eventsourced
{
    protected new static IUntypedActorContext Context => (IUntypedActorContext)ActorBase.Context;

    protected abstract void OnCommand(object message);
    protected abstract void OnRecover(object message);

    protected override bool Receive(object message) => ReceiveCommand(message);

    protected sealed override bool ReceiveCommand(object message)
    {
        OnCommand(message);
        return true;
    }

    protected sealed override bool ReceiveRecover(object message)
    {
        OnRecover(message);
        return true;
    }

    protected void Become(UntypedReceive receive) => Become(AsReceive(receive));
    protected void BecomeStacked(UntypedReceive receive) => BecomeStacked(AsReceive(receive));

    private static Receive AsReceive(UntypedReceive receive) => message =>
    {
        receive(message);
        return true;
    };
}
