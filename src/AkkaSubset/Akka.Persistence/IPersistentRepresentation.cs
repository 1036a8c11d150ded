using Akka.Actor;
using Akka.Persistence.Serialization;

namespace Akka.Persistence;

/// <summary>One event with what the journal keeps beside it. Immutable.</summary>
public interface IPersistentRepresentation : IMessage
{
    object Payload { get; }
    string PersistenceId { get; }
    /// <summary>From 1, without gaps per persistence id.</summary>
    long SequenceNr { get; }
    /// <summary>When it was written: UTC ticks of 100 ns, 0 if it was not.</summary>
    long Timestamp { get; }
    bool IsDeleted { get; }
    /// <summary>Who sent the command whose handler persisted the event; not stored.</summary>
    IActorRef Sender { get; }
    /// <summary>The incarnation that wrote it.</summary>
    string WriterGuid { get; }
    string Manifest { get; }

    IPersistentRepresentation WithPayload(object payload);
    IPersistentRepresentation WithManifest(string manifest);
    IPersistentRepresentation WithTimestamp(long timestamp);
    IPersistentRepresentation Update(long sequenceNr, string persistenceId, bool isDeleted, IActorRef sender, string writerGuid);
}
