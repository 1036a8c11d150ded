using Akka.Actor;

namespace Akka.Event;

public abstract class EventBus<TEvent, TClassifier, TSubscriber>
{
    private protected EventBus() { }

    /// <summary>False if it was subscribed so already.</summary>
    public abstract bool Subscribe(TSubscriber subscriber, TClassifier classifier);

    public abstract bool Unsubscribe(TSubscriber subscriber);

    public abstract bool Unsubscribe(TSubscriber subscriber, TClassifier classifier);

    public abstract void Publish(TEvent @event);
}

public abstract class ActorEventBus<TEvent, TClassifier> : EventBus<TEvent, TClassifier, IActorRef>
{
    private protected ActorEventBus() { }
}
