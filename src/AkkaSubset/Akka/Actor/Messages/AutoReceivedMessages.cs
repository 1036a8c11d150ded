using Akka.Event;

namespace Akka.Actor;

/// <summary>Handled by the runtime and never seen by an actor's behaviour.</summary>
public interface IAutoReceivedMessage;

/// <summary>Does not put off a <see cref="ReceiveTimeout"/>.</summary>
public interface INotInfluenceReceiveTimeout;

/// <summary>Not to be taken from strangers.</summary>
public interface IPossiblyHarmful;

/// <summary>Never serialised, not even where a test asks for it.</summary>
public interface INoSerializationVerificationNeeded;

public interface IWrappedMessage
{
    object Message { get; }
}

/// <summary>Stops an actor when it comes to this message, after all that were sent before.</summary>
public sealed class PoisonPill : IAutoReceivedMessage, IPossiblyHarmful, IDeadLetterSuppression
{
    private PoisonPill() { }

    public static PoisonPill Instance { get; } = new();

    public override string ToString() => "<PoisonPill>";
}

/// <summary>Makes an actor throw an <see cref="ActorKilledException"/>; its supervisor decides what follows.</summary>
public sealed class Kill : IAutoReceivedMessage
{
    private Kill() { }

    public static Kill Instance { get; } = new();

    public override string ToString() => "<Kill>";
}

/// <summary>Answered with an <see cref="ActorIdentity"/> by every actor.</summary>
public sealed class Identify(object messageId) : IAutoReceivedMessage, INotInfluenceReceiveTimeout
{
    public object MessageId { get; } = messageId;

    public override bool Equals(object obj) => obj is Identify other && Equals(MessageId, other.MessageId);
    public override int GetHashCode() => MessageId?.GetHashCode() ?? 0;
    public override string ToString() => $"<Identify>: {MessageId}";
}

/// <summary>Who was asked by <see cref="Identify"/>; <see cref="Subject"/> is null if there is nobody.</summary>
public sealed class ActorIdentity(object messageId, IActorRef subject)
{
    public object MessageId { get; } = messageId;
    public IActorRef Subject { get; } = subject;

    public override bool Equals(object obj) =>
        obj is ActorIdentity other && Equals(MessageId, other.MessageId) && Equals(Subject, other.Subject);

    public override int GetHashCode() => HashCode.Combine(MessageId, Subject);
    public override string ToString() => $"<ActorIdentity>: {Subject} - MessageId={MessageId}";
}

/// <summary>A watched actor is dead: the last message that comes from it.</summary>
public sealed class Terminated(IActorRef actorRef, bool existenceConfirmed, bool addressTerminated)
    : IAutoReceivedMessage, IPossiblyHarmful, IDeadLetterSuppression, INoSerializationVerificationNeeded, IEquatable<Terminated>
{
    public IActorRef ActorRef { get; } = actorRef;
    public bool AddressTerminated { get; } = addressTerminated;

    /// <summary>False if the actor may never have lived.</summary>
    public bool ExistenceConfirmed { get; } = existenceConfirmed;

    public bool Equals(Terminated other) =>
        other is not null && Equals(ActorRef, other.ActorRef)
        && AddressTerminated == other.AddressTerminated && ExistenceConfirmed == other.ExistenceConfirmed;

    public override bool Equals(object obj) => Equals(obj as Terminated);
    public override int GetHashCode() => HashCode.Combine(ActorRef, AddressTerminated, ExistenceConfirmed);
    public override string ToString() => $"<Terminated>: {ActorRef} - ExistenceConfirmed={ExistenceConfirmed}";
}
