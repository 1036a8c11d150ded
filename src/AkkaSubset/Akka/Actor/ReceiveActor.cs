using Akka.Actor.Internal;
using Akka.Dispatch;

namespace Akka.Actor;

/// <summary>An actor whose constructor lists what it handles. The first handler that fits takes the message.</summary>
public abstract class ReceiveActor : UntypedActor, IInitializableActor
{
    private readonly HandlerTable _initial;
    private HandlerTable _open;

    protected ReceiveActor() => _open = _initial = new HandlerTable();

    void IInitializableActor.Init() => _open = null;

    protected sealed override void OnReceive(object message) => Handle(_initial, message);

    /// <param name="configure">Lists the handlers of the new behaviour.</param>
    protected void Become(Action configure)
    {
        var table = Configured(configure);
        base.Become(message => Handle(table, message));
    }

    protected void BecomeStacked(Action configure)
    {
        var table = Configured(configure);
        base.BecomeStacked(message => Handle(table, message));
    }

    protected void Receive<T>(Action<T> handler, Predicate<T> shouldHandle = null) => Open.Add(handler, shouldHandle);

    protected void Receive<T>(Predicate<T> shouldHandle, Action<T> handler) => Open.Add(handler, shouldHandle);

    /// <param name="handler">False to leave the message to the next handler.</param>
    protected void Receive<T>(Func<T, bool> handler) => Open.Add(handler);

    protected void Receive(Type messageType, Action<object> handler, Predicate<object> shouldHandle = null) =>
        Open.Add(messageType, handler, shouldHandle);

    protected void Receive(Type messageType, Predicate<object> shouldHandle, Action<object> handler) =>
        Open.Add(messageType, handler, shouldHandle);

    protected void Receive(Type messageType, Func<object, bool> handler) => Open.Add(messageType, handler);

    protected void ReceiveAny(Action<object> handler) => Open.AddAny(handler);

    /// <summary>No other message is handled until the handler's task is done.</summary>
    protected void ReceiveAsync<T>(Func<T, Task> handler, Predicate<T> shouldHandle = null) =>
        Open.Add(message => ActorTaskScheduler.RunTask(() => handler(message)), shouldHandle);

    protected void ReceiveAsync<T>(Predicate<T> shouldHandle, Func<T, Task> handler) => ReceiveAsync(handler, shouldHandle);

    protected void ReceiveAsync(Type messageType, Func<object, Task> handler, Predicate<object> shouldHandle = null) =>
        Open.Add(messageType, message => ActorTaskScheduler.RunTask(() => handler(message)), shouldHandle);

    protected void ReceiveAsync(Type messageType, Predicate<object> shouldHandle, Func<object, Task> handler) =>
        ReceiveAsync(messageType, handler, shouldHandle);

    protected void ReceiveAnyAsync(Func<object, Task> handler) =>
        Open.AddAny(message => ActorTaskScheduler.RunTask(() => handler(message)));

    private HandlerTable Open => _open ?? throw new InvalidOperationException(
        "Handlers can only be listed in the constructor of an actor or in the action given to Become.");

    private HandlerTable Configured(Action configure)
    {
        var (outer, table) = (_open, new HandlerTable());
        _open = table;
        try
        {
            configure();
        }
        finally
        {
            _open = outer;
        }

        return table;
    }

    private void Handle(HandlerTable table, object message)
    {
        if (!table.TryHandle(message))
            Unhandled(message);
    }
}
