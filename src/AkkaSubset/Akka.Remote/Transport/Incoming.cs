using Akka.Actor;
using Akka.Event;
using Akka.Remote.Serialization;
using Akka.Remote.Watching;
using Akka.Remote.Wire;

namespace Akka.Remote.Transport;

/// <summary>Takes the frames of one connection and tells their messages to actors here. What it refuses changes nothing but a line in the log.</summary>
internal sealed class Incoming(Remoting remoting, Peer peer, Connection connection)
{
    private const int MostRefs = 1000;
    private const int MostComplaints = 20;

    /// <summary>Refs that mean the same for ever: those with a uid.</summary>
    private readonly Dictionary<string, IActorRef> _refs = [];

    private readonly HashSet<string> _complaints = [];

    /// <exception cref="ProtocolException">The other side says what it may not; the connection must end.</exception>
    public void Take(FrameKind kind, ReadOnlyMemory<byte> body)
    {
        switch (kind)
        {
            case FrameKind.Envelope: DeliverInTurn(Handshake.Parse(RemoteEnvelope.Parser, body)); break;
            case FrameKind.Heartbeat: break;
            case FrameKind.Stream: peer.BeginStream(connection, Handshake.Parse(Wire.Stream.Parser, body).Number); break;
            case FrameKind.Goodbye: peer.TakeGoodbye(connection.Uid); break;
            default: throw new ProtocolException($"sent a frame of kind {(byte)kind}, where messages come");
        }
    }

    private void DeliverInTurn(RemoteEnvelope envelope)
    {
        lock (peer.Delivery)
        {
            if (!connection.IsClosed && peer.Carries(connection))
                Deliver(envelope);
        }
    }

    private void Deliver(RemoteEnvelope envelope)
    {
        var recipient = Resolve(envelope.Recipient);
        if (recipient is not { IsLocal: true })
        {
            Refuse(envelope, $"recipient:{recipient?.Path.Address}", $"{Excerpt.Of(envelope.Recipient)} is no actor of this system");
            return;
        }

        var sender = envelope.Sender.Length == 0 ? null : Resolve(envelope.Sender);
        if (Read(envelope) is { } message && MayBeTold(envelope, message, sender, recipient))
            Tell(recipient, message, sender);
    }

    private static void Tell(IInternalActorRef recipient, object message, IInternalActorRef sender)
    {
        if (message is ActorSelectionMessage selected)
            ActorSelection.Deliver(recipient, selected, sender);
        else
            recipient.Tell(message, sender);
    }

    private object Read(RemoteEnvelope envelope)
    {
        try
        {
            var message = Payloads.Read(remoting.System, envelope.Payload);
            if (message is null)
                Refuse(envelope, "nothing", "there is no message in it");
            return message;
        }
        catch (Exception e)
        {
            Refuse(envelope, $"{envelope.Payload.Serializer} {Excerpt.Of(envelope.Payload.Manifest)}", e.Message);
            return null;
        }
    }

    private bool MayBeTold(RemoteEnvelope envelope, object message, IInternalActorRef sender, IInternalActorRef recipient)
    {
        if (message is WatchProtocol.ITraffic && (sender is null || sender.Path.Address != peer.Address))
        {
            Refuse(envelope, "watch", "only the watcher of a system may speak of its actors");
            return false;
        }

        if (Deadly.IsRefused(message, recipient))
        {
            Refuse(envelope, "deadly", "actors of the runtime cannot be stopped from elsewhere");
            return false;
        }

        return true;
    }

    private IInternalActorRef Resolve(string path)
    {
        if (_refs.TryGetValue(path, out var known))
            return (IInternalActorRef)known;
        var found = remoting.System.Provider.ResolveActorRef(path) as IInternalActorRef;
        if (found is LocalActorRef or RemoteActorRef && found.Path.Uid != 0 && path.Contains('#', StringComparison.Ordinal))
        {
            if (_refs.Count >= MostRefs)
                _refs.Clear();
            _refs[path] = found;
        }

        return found;
    }

    /// <summary>Says each thing once per connection, and no more than so many of them.</summary>
    private void Refuse(RemoteEnvelope envelope, string complaint, string why)
    {
        if (_complaints.Count >= MostComplaints || !_complaints.Add(complaint))
            return;
        remoting.Log.Warning(
            "Dropped a message from {0} to {1} (serializer {2}, manifest {3}): {4}. More of the kind on this connection are dropped without a word.",
            peer.Address, Excerpt.Of(envelope.Recipient), envelope.Payload?.Serializer, Excerpt.Of(envelope.Payload?.Manifest ?? ""), why.TrimEnd('.'));
    }
}
