using Akka.Actor;

namespace Akka.Event;

/// <summary>The bus of a system. An actor that dies is unsubscribed.</summary>
public class EventStream : LoggingBus
{
    private readonly bool _debug;

    internal EventStream(bool debug) => _debug = debug;

    public override bool Subscribe(IActorRef subscriber, Type channel)
    {
        if (subscriber is LocalActorRef local)
            local.IsSubscriber = true;
        var isNew = base.Subscribe(subscriber, channel);
        if (_debug)
            Publish(new Debug(nameof(EventStream), GetType(), $"subscribing {subscriber} to channel {channel}"));
        if (subscriber is LocalActorRef { IsTerminated: true })
            Unsubscribe(subscriber);
        return isNew;
    }

    internal void UnsubscribeDead(LocalActorRef subscriber)
    {
        if (subscriber.IsSubscriber)
            Unsubscribe(subscriber);
    }
}

public static class EventStreamExtensions
{
    public static bool Subscribe<TChannel>(this EventStream eventStream, IActorRef subscriber) => eventStream.Subscribe(subscriber, typeof(TChannel));

    public static bool Unsubscribe<TChannel>(this EventStream eventStream, IActorRef subscriber) => eventStream.Unsubscribe(subscriber, typeof(TChannel));
}
