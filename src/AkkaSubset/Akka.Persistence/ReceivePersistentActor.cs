using Akka.Actor;

namespace Akka.Persistence;

/// <summary>A persistent actor with a handler per type: <c>Recover</c> for events and snapshots, <c>Command</c> for all else.</summary>
/// <remarks>Of the handlers that fit a message the first one runs. They are added in the constructor, commands also inside Become.</remarks>
public abstract class ReceivePersistentActor : UntypedPersistentActor
{
    private readonly HandlerTable _recover = new();
    private HandlerTable _commands = new();

    protected sealed override void OnCommand(object message)
    {
        if (!_commands.TryHandle(message)) Unhandled(message);
    }

    protected sealed override void OnRecover(object message)
    {
        if (!_recover.TryHandle(message)) Unhandled(message);
    }

    protected void Recover<T>(Action<T> handler, Predicate<T> shouldHandle = null) => _recover.Add(handler, shouldHandle);
    protected void Recover<T>(Predicate<T> shouldHandle, Action<T> handler) => _recover.Add(handler, shouldHandle);
    protected void Recover<T>(Func<T, bool> handler) => _recover.Add(handler);

    protected void Recover(Type messageType, Action<object> handler, Predicate<object> shouldHandle = null) =>
        _recover.Add(messageType, handler, shouldHandle);

    protected void Recover(Type messageType, Predicate<object> shouldHandle, Action<object> handler) =>
        _recover.Add(messageType, handler, shouldHandle);

    protected void RecoverAny(Action<object> handler) => _recover.AddAny(handler);

    protected void Command<T>(Action<T> handler, Predicate<T> shouldHandle = null) => _commands.Add(handler, shouldHandle);
    protected void Command<T>(Predicate<T> shouldHandle, Action<T> handler) => _commands.Add(handler, shouldHandle);
    protected void Command<T>(Func<T, bool> handler) => _commands.Add(handler);

    protected void Command(Type messageType, Action<object> handler, Predicate<object> shouldHandle = null) =>
        _commands.Add(messageType, handler, shouldHandle);

    protected void Command(Type messageType, Predicate<object> shouldHandle, Action<object> handler) =>
        _commands.Add(messageType, handler, shouldHandle);

    protected void Command(Action<object> handler) => CommandAny(handler);
    protected void CommandAny(Action<object> handler) => _commands.AddAny(handler);

    /// <summary>Takes commands as <paramref name="configure"/> says, from the next message on.</summary>
    protected void Become(Action configure) => base.Become(TableOf(configure));

    /// <summary>As <see cref="Become"/>, until UnbecomeStacked.</summary>
    protected void BecomeStacked(Action configure) => base.BecomeStacked(TableOf(configure));

    private Receive TableOf(Action configure)
    {
        var (before, table) = (_commands, new HandlerTable());
        try
        {
            _commands = table;
            configure();
        }
        finally
        {
            _commands = before;
        }

        return table.TryHandle;
    }
}
