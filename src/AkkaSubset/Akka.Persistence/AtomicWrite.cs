using System.Collections.Immutable;
using Akka.Actor;
using Akka.Persistence.Serialization;

namespace Akka.Persistence;

/// <summary>The events of one Persist or PersistAll: all are written or none. They have one persistence id and ascending numbers.</summary>
public sealed class AtomicWrite : IPersistentEnvelope, IMessage
{
    private readonly IImmutableList<IPersistentRepresentation> _events;

    public AtomicWrite(IPersistentRepresentation @event) : this(ImmutableArray.Create(@event)) { }

    /// <exception cref="ArgumentException"><paramref name="payload"/> is empty or has events of more than one persistence id.</exception>
    public AtomicWrite(IImmutableList<IPersistentRepresentation> payload)
    {
        if (payload is not { Count: > 0 }) throw new ArgumentException("An atomic write needs at least one event.", nameof(payload));
        if (payload.FirstOrDefault(e => e.PersistenceId != payload[0].PersistenceId) is { } other)
            throw new ArgumentException(
                $"An atomic write has one persistence id, not '{payload[0].PersistenceId}' and '{other.PersistenceId}'.", nameof(payload));
        _events = payload;
    }

    /// <summary>The events, as <see cref="IImmutableList{IPersistentRepresentation}"/>.</summary>
    public object Payload => _events;

    public IActorRef Sender => ActorRefs.NoSender;
    public int Size => _events.Count;
    public string PersistenceId => _events[0].PersistenceId;
    public long LowestSequenceNr => _events[0].SequenceNr;
    public long HighestSequenceNr => _events[^1].SequenceNr;
    public override string ToString() => $"AtomicWrite({PersistenceId}, {LowestSequenceNr}..{HighestSequenceNr})";

    internal IImmutableList<IPersistentRepresentation> Events => _events;
}
