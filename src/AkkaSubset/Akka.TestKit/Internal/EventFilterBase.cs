using Akka.Event;

namespace Akka.TestKit.Internal;

/// <summary>Picks log events.</summary>
public abstract class EventFilterBase : IEventFilter
{
    private protected EventFilterBase() { }

    internal event Action<LogEvent> Matched;

    protected abstract string FilterDescriptiveName { get; }

    public bool Apply(LogEvent logEvent)
    {
        if (!IsMatch(logEvent))
            return false;
        Matched?.Invoke(logEvent);
        return true;
    }

    public override string ToString() => FilterDescriptiveName;

    protected abstract bool IsMatch(LogEvent evt);
}
