using Akka.Actor;

namespace Akka.Persistence;

public class Persistent : IPersistentRepresentation, IEquatable<IPersistentRepresentation>
{
    public Persistent(object payload, long sequenceNr = 0, string persistenceId = null, string manifest = null, bool isDeleted = false,
        IActorRef sender = null, string writerGuid = null, long timestamp = 0)
    {
        Payload = payload;
        SequenceNr = sequenceNr;
        PersistenceId = persistenceId ?? Undefined;
        Manifest = manifest ?? Undefined;
        IsDeleted = isDeleted;
        Sender = sender ?? ActorRefs.NoSender;
        WriterGuid = writerGuid ?? Undefined;
        Timestamp = timestamp;
    }

    /// <summary>Stands for a text that is not known: the empty one.</summary>
    public static string Undefined { get; } = string.Empty;

    public object Payload { get; }
    public string PersistenceId { get; }
    public long SequenceNr { get; }
    public long Timestamp { get; }
    public bool IsDeleted { get; }
    public IActorRef Sender { get; }
    public string WriterGuid { get; }
    public string Manifest { get; }

    public IPersistentRepresentation WithPayload(object payload) =>
        new Persistent(payload, SequenceNr, PersistenceId, Manifest, IsDeleted, Sender, WriterGuid, Timestamp);

    public IPersistentRepresentation WithManifest(string manifest) =>
        new Persistent(Payload, SequenceNr, PersistenceId, manifest, IsDeleted, Sender, WriterGuid, Timestamp);

    public IPersistentRepresentation WithTimestamp(long newTimestamp) =>
        new Persistent(Payload, SequenceNr, PersistenceId, Manifest, IsDeleted, Sender, WriterGuid, newTimestamp);

    public IPersistentRepresentation Update(long sequenceNr, string persistenceId, bool isDeleted, IActorRef sender, string writerGuid) =>
        new Persistent(Payload, sequenceNr, persistenceId, Manifest, isDeleted, sender, writerGuid, Timestamp);

    public bool Equals(IPersistentRepresentation other) =>
        other is not null && Equals(Payload, other.Payload) && SequenceNr == other.SequenceNr && PersistenceId == other.PersistenceId
        && Manifest == other.Manifest && IsDeleted == other.IsDeleted && WriterGuid == other.WriterGuid && Timestamp == other.Timestamp
        && Equals(Sender, other.Sender);

    public override bool Equals(object obj) => Equals(obj as IPersistentRepresentation);
    public override int GetHashCode() => HashCode.Combine(PersistenceId, SequenceNr, Payload);
    public override string ToString() => $"Persistent({PersistenceId}#{SequenceNr}, {Payload})";
}
