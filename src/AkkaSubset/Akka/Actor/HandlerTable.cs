namespace Akka.Actor;

/// <summary>The handlers of one behaviour, in the order in which they were listed.</summary>
internal sealed class HandlerTable
{
    private readonly List<Func<object, bool>> _handlers = [];
    private bool _takesAll;

    public void Add<T>(Action<T> handler, Predicate<T> shouldHandle)
    {
        Append(message =>
        {
            if (message is not T fitting || (shouldHandle is not null && !shouldHandle(fitting)))
                return false;
            handler(fitting);
            return true;
        });
        _takesAll = typeof(T) == typeof(object) && shouldHandle is null;
    }

    public void Add<T>(Func<T, bool> handler) => Append(message => message is T fitting && handler(fitting));

    public void Add(Type type, Action<object> handler, Predicate<object> shouldHandle)
    {
        Append(message =>
        {
            if (!type.IsInstanceOfType(message) || (shouldHandle is not null && !shouldHandle(message)))
                return false;
            handler(message);
            return true;
        });
        _takesAll = type == typeof(object) && shouldHandle is null;
    }

    public void Add(Type type, Func<object, bool> handler) => Append(message => type.IsInstanceOfType(message) && handler(message));

    public void AddAny(Action<object> handler) => Add<object>(handler, null);

    public bool TryHandle(object message)
    {
        foreach (var handler in _handlers)
        {
            if (handler(message))
                return true;
        }

        return false;
    }

    /// <exception cref="InvalidOperationException">A handler before takes everything, so this one would never run.</exception>
    private void Append(Func<object, bool> handler)
    {
        if (_takesAll)
            throw new InvalidOperationException("A handler that takes all messages has been added: no handler can follow it.");
        _handlers.Add(handler);
    }
}
