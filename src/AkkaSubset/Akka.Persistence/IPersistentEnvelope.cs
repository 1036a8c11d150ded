using Akka.Actor;

namespace Akka.Persistence;

/// <summary>What a journal is asked to write.</summary>
public interface IPersistentEnvelope
{
    object Payload { get; }
    IActorRef Sender { get; }
    /// <summary>How many events it holds.</summary>
    int Size { get; }
}
