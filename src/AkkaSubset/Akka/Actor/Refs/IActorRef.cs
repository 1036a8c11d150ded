using Akka.Dispatch.SysMsg;

namespace Akka.Actor;

/// <summary>Something that takes messages.</summary>
public interface ICanTell
{
    void Tell(object message, IActorRef sender);
}

/// <summary>A handle to one incarnation of an actor, valid after its death: then messages go to dead letters.</summary>
public interface IActorRef : ICanTell, IEquatable<IActorRef>, IComparable<IActorRef>, IComparable
{
    ActorPath Path { get; }
}

public interface IActorRefScope
{
    bool IsLocal { get; }
}

/// <summary>What the runtime does with a ref; not for actors.</summary>
public interface IInternalActorRef : IActorRef, IActorRefScope
{
    IInternalActorRef Parent { get; }
    IActorRefProvider Provider { get; }

    IActorRef GetChild(IReadOnlyList<string> name);
    void Start();
    void Stop();
    void Suspend();
    void Resume(Exception causedByFailure = null);
    void Restart(Exception cause);
    void SendSystemMessage(ISystemMessage message);
}
