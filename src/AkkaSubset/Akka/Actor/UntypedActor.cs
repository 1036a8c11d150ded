using Akka.Dispatch;

namespace Akka.Actor;

/// <summary>An actor that takes every message in one method.</summary>
public abstract class UntypedActor : ActorBase
{
    protected UntypedActor() { }

    protected static new IUntypedActorContext Context => (IUntypedActorContext)ActorBase.Context;

    protected sealed override bool Receive(object message)
    {
        OnReceive(message);
        return true;
    }

    protected abstract void OnReceive(object message);

    protected void Become(UntypedReceive receive) => Context.Become(receive);

    protected void BecomeStacked(UntypedReceive receive) => Context.BecomeStacked(receive);

    /// <summary>No other message is handled until the task is done; then the actor goes on or fails with it.</summary>
    protected void RunTask(Func<Task> action) => ActorTaskScheduler.RunTask(action);

    protected void RunTask(Action action) => ActorTaskScheduler.RunTask(action);
}
