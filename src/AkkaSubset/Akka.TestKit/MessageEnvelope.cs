using Akka.Actor;

namespace Akka.TestKit;

/// <summary>A message a test has got, and who sent it.</summary>
public abstract class MessageEnvelope
{
    protected MessageEnvelope() { }

    public abstract object Message { get; }
    public abstract IActorRef Sender { get; }
}

public class RealMessageEnvelope(object message, IActorRef sender) : MessageEnvelope
{
    public override object Message { get; } = message;
    public override IActorRef Sender { get; } = sender;

    public override string ToString() => $"<{Message ?? "null"}> from {(Sender is null ? "NoSender" : Sender.ToString())}";
}

/// <summary>No message came.</summary>
public sealed class NullMessageEnvelope : MessageEnvelope
{
    public static readonly NullMessageEnvelope Instance = new();

    private NullMessageEnvelope() { }

    public override object Message => null;
    public override IActorRef Sender => ActorRefs.NoSender;

    public override string ToString() => "<null>";
}
