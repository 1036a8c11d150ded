using Akka.Actor;

namespace Akka.Event;

/// <summary>Its loss is not worth a line in the log.</summary>
public interface IDeadLetterSuppression;

/// <summary>A message that did not reach an actor that handles it.</summary>
public abstract class AllDeadLetters : IWrappedMessage
{
    protected AllDeadLetters(object message, IActorRef sender, IActorRef recipient) => (Message, Sender, Recipient) = (message, sender, recipient);

    public object Message { get; }
    public IActorRef Sender { get; }
    public IActorRef Recipient { get; }

    public override string ToString() => $"{GetType().Name} from {Sender} to {Recipient}: <{Message}>";
}

public sealed class DeadLetter(object message, IActorRef sender, IActorRef recipient) : AllDeadLetters(message, sender, recipient);

public sealed class SuppressedDeadLetter(IDeadLetterSuppression message, IActorRef sender, IActorRef recipient)
    : AllDeadLetters(message, sender, recipient);

/// <summary>It reached its actor, which has no handler for it.</summary>
public sealed class UnhandledMessage(object message, IActorRef sender, IActorRef recipient) : AllDeadLetters(message, sender, recipient);
