namespace Akka.Actor;

public interface IInternalActor
{
    IActorContext ActorContext { get; }
}

/// <summary>What every actor is: a behaviour, a life cycle, and a strategy for its children.</summary>
public abstract class ActorBase : IInternalActor
{
    private IActorRef _selfAfterwards;
    private SupervisorStrategy _strategy;

    /// <exception cref="ActorInitializationException">The instance is not being made by an actor system.</exception>
    protected ActorBase()
    {
        if (ActorCell.Current is not { } cell || !cell.IsMaking)
        {
            throw new ActorInitializationException(
                $"You cannot create an instance of {GetType().FullName} explicitly using the constructor (new). "
                + "Give its Props to ActorOf of a context or a system.");
        }

        cell.BecomeStacked(Receive);
    }

    IActorContext IInternalActor.ActorContext => Context;

    /// <exception cref="NotSupportedException">The code runs outside of the actor, such as after an await on another thread.</exception>
    protected static IActorContext Context => ActorCell.Current ?? throw new NotSupportedException(
        "There is no active ActorContext: this code runs outside of the actor. Take what it needs to a local before leaving the actor.");

    protected static Receive EmptyReceive => _ => false;

    protected IActorRef Self => _selfAfterwards ?? Context.Self;

    protected IActorRef Sender => Context.Sender;

    internal SupervisorStrategy StrategyInUse => _strategy ??= Context.Props.SupervisorStrategy ?? SupervisorStrategy();

    public virtual void AroundPreStart() => PreStart();

    public virtual void AroundPostStop() => PostStop();

    public virtual void AroundPreRestart(Exception cause, object message) => PreRestart(cause, message);

    public virtual void AroundPostRestart(Exception cause, object message) => PostRestart(cause);

    protected internal virtual bool AroundReceive(Receive receive, object message)
    {
        var handled = receive(message);
        if (!handled)
            Unhandled(message);
        return handled;
    }

    /// <summary>False if the message is not handled.</summary>
    protected abstract bool Receive(object message);

    /// <summary>After the constructor, before the first message.</summary>
    protected virtual void PreStart() { }

    /// <summary>After the last message.</summary>
    protected virtual void PostStop() { }

    /// <summary>On the failed instance: stops all children and calls <see cref="PostStop"/>.</summary>
    /// <param name="message">What was being handled; null if it was no message.</param>
    protected virtual void PreRestart(Exception reason, object message)
    {
        foreach (var child in Context.GetChildren().ToArray())
        {
            Context.Unwatch(child);
            Context.Stop(child);
        }

        PostStop();
    }

    /// <summary>On the new instance: calls <see cref="PreStart"/>.</summary>
    protected virtual void PostRestart(Exception reason) => PreStart();

    /// <summary>Asked for once per instance, where the <see cref="Props"/> have none.</summary>
    protected virtual SupervisorStrategy SupervisorStrategy() => Akka.Actor.SupervisorStrategy.DefaultStrategy;

    /// <summary>Publishes an <see cref="Akka.Event.UnhandledMessage"/>.</summary>
    /// <exception cref="DeathPactException">The message is a <see cref="Terminated"/>.</exception>
    protected virtual void Unhandled(object message)
    {
        if (message is Terminated terminated)
            throw new DeathPactException(terminated.ActorRef);
        Context.System.EventStream.Publish(new Event.UnhandledMessage(message, Sender, Self));
    }

    protected void Become(Receive receive) => Context.Become(receive);

    protected void BecomeStacked(Receive receive) => Context.BecomeStacked(receive);

    protected void UnbecomeStacked() => Context.UnbecomeStacked();

    protected void SetReceiveTimeout(TimeSpan? timeout) => Context.SetReceiveTimeout(timeout);

    internal void Forget(IActorRef self) => _selfAfterwards = self;
}
