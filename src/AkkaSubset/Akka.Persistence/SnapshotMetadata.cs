namespace Akka.Persistence;

/// <summary>Which snapshot of which actor.</summary>
/// <param name="persistenceId">Of the actor that saved it.</param>
/// <param name="sequenceNr">Of the last event it contains.</param>
/// <param name="timestamp">UTC; <see cref="DateTime.MinValue"/> where it is not known.</param>
public sealed class SnapshotMetadata(string persistenceId, long sequenceNr, DateTime timestamp) : IEquatable<SnapshotMetadata>
{
    public string PersistenceId { get; } = persistenceId;
    public long SequenceNr { get; } = sequenceNr;
    public DateTime Timestamp { get; } = timestamp;

    public bool Equals(SnapshotMetadata other) =>
        other is not null && PersistenceId == other.PersistenceId && SequenceNr == other.SequenceNr && Timestamp == other.Timestamp;

    public override bool Equals(object obj) => Equals(obj as SnapshotMetadata);
    public override int GetHashCode() => HashCode.Combine(PersistenceId, SequenceNr, Timestamp);
    public override string ToString() => $"{PersistenceId}#{SequenceNr} of {Timestamp:O}";
}
