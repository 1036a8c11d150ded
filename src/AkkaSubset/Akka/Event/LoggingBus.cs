using System.Collections.Immutable;
using Akka.Actor;

namespace Akka.Event;

/// <summary>Gives events to whom has subscribed to their class, a base class or an interface of it. Loggers are subscribers like others.</summary>
public class LoggingBus : ActorEventBus<object, Type>
{
    private readonly Lock _lock = new();
    private ImmutableList<(IActorRef Subscriber, Type Channel)> _subscriptions = [];

    /// <summary>Answers once worked out; thrown away with every change.</summary>
    private volatile ImmutableDictionary<Type, IActorRef[]> _receivers = ImmutableDictionary<Type, IActorRef[]>.Empty;

    internal LoggingBus() { }

    /// <summary>What is below it is not even published.</summary>
    public LogLevel LogLevel { get; private set; } = LogLevel.InfoLevel;

    public override bool Subscribe(IActorRef subscriber, Type classifier)
    {
        ArgumentNullException.ThrowIfNull(subscriber);
        lock (_lock)
        {
            if (_subscriptions.Contains((subscriber, classifier)))
                return false;
            Replace(_subscriptions.Add((subscriber, classifier)));
            return true;
        }
    }

    public override bool Unsubscribe(IActorRef subscriber) => RemoveAll(entry => entry.Subscriber.Equals(subscriber));

    public override bool Unsubscribe(IActorRef subscriber, Type classifier) =>
        RemoveAll(entry => entry.Channel == classifier && entry.Subscriber.Equals(subscriber));

    public override void Publish(object @event)
    {
        ArgumentNullException.ThrowIfNull(@event);
        var type = @event.GetType();
        if (!_receivers.TryGetValue(type, out var receivers))
            receivers = FindReceivers(type);
        foreach (var receiver in receivers)
            receiver.Tell(@event, ActorRefs.NoSender);
    }

    public void SetLogLevel(LogLevel logLevel) => LogLevel = logLevel;

    private bool RemoveAll(Predicate<(IActorRef Subscriber, Type Channel)> matches)
    {
        lock (_lock)
        {
            var rest = _subscriptions.RemoveAll(matches);
            var changed = rest.Count != _subscriptions.Count;
            Replace(rest);
            return changed;
        }
    }

    private void Replace(ImmutableList<(IActorRef Subscriber, Type Channel)> subscriptions)
    {
        _subscriptions = subscriptions;
        _receivers = ImmutableDictionary<Type, IActorRef[]>.Empty;
    }

    private IActorRef[] FindReceivers(Type type)
    {
        lock (_lock)
        {
            var receivers = _subscriptions.Where(entry => entry.Channel.IsAssignableFrom(type)).Select(entry => entry.Subscriber).Distinct().ToArray();
            _receivers = _receivers.SetItem(type, receivers);
            return receivers;
        }
    }
}
