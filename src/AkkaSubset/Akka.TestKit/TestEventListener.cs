using Akka.Actor;
using Akka.Event;
using Akka.TestKit.Internal;

namespace Akka.TestKit;

/// <summary>The logger of tests: shows filters what is logged, dead letters and unhandled messages too, and prints what none of them takes.</summary>
public class TestEventListener : DefaultLogger
{
    private readonly List<EventFilterBase> _filters = [];

    protected override bool Receive(object message)
    {
        switch (message)
        {
            case InitializeLogger initialize: Initialize(initialize.LoggingBus); break;
            case TestEvent.Mute mute: _filters.AddRange(mute.Filters); break;
            case TestEvent.Unmute unmute: Remove(unmute.Filters); break;
            case LogEvent logEvent: Show(logEvent); break;
            case DeadLetter letter: Show(AsWarning(letter, letter)); break;
            case UnhandledMessage unhandled: Show(AsWarning(unhandled, $"Unhandled message from {unhandled.Sender}: {unhandled.Message}")); break;
            default: return false;
        }

        return true;
    }

    private static Warning AsWarning(AllDeadLetters letter, object message) =>
        new(letter.Recipient.Path.ToString(), letter.Recipient.GetType(), message);

    private void Initialize(LoggingBus bus)
    {
        foreach (var channel in new[] { typeof(TestEvent.Mute), typeof(TestEvent.Unmute), typeof(DeadLetter), typeof(UnhandledMessage) })
            bus.Subscribe(Self, channel);
        Sender.Tell(new LoggerInitialized());
    }

    private void Remove(IEnumerable<EventFilterBase> filters)
    {
        foreach (var filter in filters)
            _filters.Remove(filter);
    }

    private void Show(LogEvent logEvent)
    {
        // Every filter sees it: two that wait for the same event both have their count.
        var taken = false;
        foreach (var filter in _filters)
            taken |= filter.Apply(logEvent);
        if (!taken && logEvent.Message is not DeadLetter)
            Print(logEvent);
    }
}
