namespace Akka.Actor;

/// <summary>A message and who sent it, as it lies in a mailbox.</summary>
public readonly struct Envelope(object message, IActorRef sender)
{
    public object Message { get; } = message;
    public IActorRef Sender { get; } = sender;

    public override string ToString() => $"<{Message}> from {(Sender is null ? "NoSender" : Sender.ToString())}";
}
