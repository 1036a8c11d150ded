using Akka.Dispatch;

namespace Akka.Actor;

/// <summary>What can have actors below it.</summary>
public interface IActorRefFactory
{
    /// <param name="name">Unique among its siblings; null for a made-up one.</param>
    /// <exception cref="InvalidActorNameException">The name is taken or no name.</exception>
    IActorRef ActorOf(Props props, string name = null);

    ActorSelection ActorSelection(ActorPath actorPath);

    /// <param name="actorPath">Absolute, or relative to this; '*' and '?' match in names.</param>
    ActorSelection ActorSelection(string actorPath);
}

public interface ICanWatch
{
    /// <summary>Have a <see cref="Terminated"/> when <paramref name="subject"/> is dead, at once if it is.</summary>
    IActorRef Watch(IActorRef subject);

    /// <summary>Like <see cref="Watch"/>, with a message of one's own in place of <see cref="Terminated"/>.</summary>
    IActorRef WatchWith(IActorRef subject, object message);

    /// <summary>After this no <see cref="Terminated"/> comes, not even one that waits in the mailbox.</summary>
    IActorRef Unwatch(IActorRef subject);
}

/// <summary>What an actor can do by being one. Valid only on the actor's own thread of control.</summary>
public interface IActorContext : IActorRefFactory, ICanWatch
{
    IActorRef Self { get; }
    Props Props { get; }

    /// <summary>Who sent the message that is being handled; dead letters if nobody did.</summary>
    IActorRef Sender { get; }

    IActorRef Parent { get; }
    ActorSystem System { get; }
    MessageDispatcher Dispatcher { get; }
    TimeSpan? ReceiveTimeout { get; }

    /// <summary>The child or <see cref="ActorRefs.Nobody"/>.</summary>
    IActorRef Child(string name);

    IEnumerable<IActorRef> GetChildren();
    void Become(Receive receive);
    void BecomeStacked(Receive receive);
    void UnbecomeStacked();
    void SetReceiveTimeout(TimeSpan? timeout);

    /// <summary>Stops a child, or this actor itself, after the message that is being handled.</summary>
    void Stop(IActorRef child);
}

public interface IUntypedActorContext : IActorContext
{
    void Become(UntypedReceive receive);
    void BecomeStacked(UntypedReceive receive);
}

/// <summary>A behaviour; false if it does not handle the message.</summary>
public delegate bool Receive(object message);

public delegate void UntypedReceive(object message);
