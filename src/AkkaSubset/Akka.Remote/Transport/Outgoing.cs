using Akka.Actor;
using Akka.Event;
using Akka.Remote.Serialization;
using Akka.Remote.Watching;
using Akka.Remote.Wire;

namespace Akka.Remote.Transport;

/// <summary>Turns messages into frames, on the thread of who tells them.</summary>
internal sealed class Outgoing(Remoting remoting)
{
    public void Send(object message, IActorRef sender, RemoteActorRef recipient)
    {
        if (Write(message, sender, recipient) is not { } envelope)
            return;
        var size = FrameQueue.SizeOf(envelope);
        if (size > remoting.Settings.MaximumFrameSize)
        {
            remoting.Log.Warning(
                "Dropped a message of type {0} to {1}: it takes {2} bytes, and akka.remote.dot-netty.tcp.maximum-frame-size is {3}.",
                message.GetType(), recipient, size, remoting.Settings.MaximumFrameSize);
        }
        else if (remoting.IsStopped || remoting.PeerAt(recipient.Path.Address)?.TrySend(envelope, message is WatchProtocol.ITraffic) is not true)
        {
            remoting.System.DeadLetters.Tell(Lost(message, sender ?? remoting.System.DeadLetters, recipient), ActorRefs.NoSender);
        }
    }

    private static AllDeadLetters Lost(object message, IActorRef sender, IActorRef recipient) =>
        message is IDeadLetterSuppression quiet ? new SuppressedDeadLetter(quiet, sender, recipient) : new DeadLetter(message, sender, recipient);

    /// <summary>Null if it cannot be written, which the log then says.</summary>
    private RemoteEnvelope Write(object message, IActorRef sender, RemoteActorRef recipient)
    {
        try
        {
            return new RemoteEnvelope
            {
                Recipient = recipient.Written,
                Sender = sender is null || sender.IsNobody() ? "" : PathOf(sender),
                Payload = Payloads.Write(remoting.System, message),
            };
        }
        catch (Exception e)
        {
            remoting.Log.Warning("Dropped a message of type {0} to {1}: {2}", message.GetType(), recipient, e.Message);
            return null;
        }
    }

    private string PathOf(IActorRef sender) => sender is RemoteActorRef remote ? remote.Written : sender.Path.ToSerializationFormatWithAddress(remoting.Address);
}
