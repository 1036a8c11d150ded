namespace Akka.Persistence;

/// <summary>A snapshot and what is known about it.</summary>
public sealed class SelectedSnapshot(SnapshotMetadata metadata, object snapshot)
{
    public SnapshotMetadata Metadata { get; } = metadata;
    public object Snapshot { get; } = snapshot;
}

/// <summary>Given to a recovering actor before the events that follow it.</summary>
public sealed class SnapshotOffer(SnapshotMetadata metadata, object snapshot) : IEquatable<SnapshotOffer>
{
    public SnapshotMetadata Metadata { get; } = metadata;
    public object Snapshot { get; } = snapshot;
    public bool Equals(SnapshotOffer other) => other is not null && Metadata.Equals(other.Metadata) && Equals(Snapshot, other.Snapshot);
    public override bool Equals(object obj) => Equals(obj as SnapshotOffer);
    public override int GetHashCode() => HashCode.Combine(Metadata, Snapshot);
    public override string ToString() => $"SnapshotOffer({Metadata})";
}

/// <summary>Asks for the newest snapshot that fits; answered by <see cref="LoadSnapshotResult"/> or <see cref="LoadSnapshotFailed"/>.</summary>
public sealed class LoadSnapshot(string persistenceId, SnapshotSelectionCriteria criteria, long toSequenceNr) : ISnapshotRequest
{
    public string PersistenceId { get; } = persistenceId;
    public SnapshotSelectionCriteria Criteria { get; } = criteria;
    public long ToSequenceNr { get; } = toSequenceNr;
}

/// <param name="snapshot">Null if none fits.</param>
/// <param name="toSequenceNr">As it was asked for.</param>
public sealed class LoadSnapshotResult(SelectedSnapshot snapshot, long toSequenceNr) : ISnapshotResponse
{
    public SelectedSnapshot Snapshot { get; } = snapshot;
    public long ToSequenceNr { get; } = toSequenceNr;
}

public sealed class LoadSnapshotFailed(Exception cause) : ISnapshotResponse
{
    public Exception Cause { get; } = cause;
}

public sealed class SaveSnapshot(SnapshotMetadata metadata, object snapshot) : ISnapshotRequest
{
    public SnapshotMetadata Metadata { get; } = metadata;
    public object Snapshot { get; } = snapshot;
}

public sealed class SaveSnapshotSuccess(SnapshotMetadata metadata) : ISnapshotResponse, IEquatable<SaveSnapshotSuccess>
{
    public SnapshotMetadata Metadata { get; } = metadata;
    public bool Equals(SaveSnapshotSuccess other) => other is not null && Metadata.Equals(other.Metadata);
    public override bool Equals(object obj) => Equals(obj as SaveSnapshotSuccess);
    public override int GetHashCode() => Metadata.GetHashCode();
    public override string ToString() => $"SaveSnapshotSuccess({Metadata})";
}

public sealed class SaveSnapshotFailure(SnapshotMetadata metadata, Exception cause) : ISnapshotResponse, IEquatable<SaveSnapshotFailure>
{
    public SnapshotMetadata Metadata { get; } = metadata;
    public Exception Cause { get; } = cause;
    public bool Equals(SaveSnapshotFailure other) => other is not null && Metadata.Equals(other.Metadata) && Cause == other.Cause;
    public override bool Equals(object obj) => Equals(obj as SaveSnapshotFailure);
    public override int GetHashCode() => HashCode.Combine(Metadata, Cause);
    public override string ToString() => $"SaveSnapshotFailure({Metadata}, {Cause.Message})";
}

public sealed class DeleteSnapshot(SnapshotMetadata metadata) : ISnapshotRequest
{
    public SnapshotMetadata Metadata { get; } = metadata;
}

public sealed class DeleteSnapshotSuccess(SnapshotMetadata metadata) : ISnapshotResponse, IEquatable<DeleteSnapshotSuccess>
{
    public SnapshotMetadata Metadata { get; } = metadata;
    public bool Equals(DeleteSnapshotSuccess other) => other is not null && Metadata.Equals(other.Metadata);
    public override bool Equals(object obj) => Equals(obj as DeleteSnapshotSuccess);
    public override int GetHashCode() => Metadata.GetHashCode();
    public override string ToString() => $"DeleteSnapshotSuccess({Metadata})";
}

public sealed class DeleteSnapshotFailure(SnapshotMetadata metadata, Exception cause) : ISnapshotResponse, IEquatable<DeleteSnapshotFailure>
{
    public SnapshotMetadata Metadata { get; } = metadata;
    public Exception Cause { get; } = cause;
    public bool Equals(DeleteSnapshotFailure other) => other is not null && Metadata.Equals(other.Metadata) && Cause == other.Cause;
    public override bool Equals(object obj) => Equals(obj as DeleteSnapshotFailure);
    public override int GetHashCode() => HashCode.Combine(Metadata, Cause);
    public override string ToString() => $"DeleteSnapshotFailure({Metadata}, {Cause.Message})";
}

public sealed class DeleteSnapshots(string persistenceId, SnapshotSelectionCriteria criteria) : ISnapshotRequest
{
    public string PersistenceId { get; } = persistenceId;
    public SnapshotSelectionCriteria Criteria { get; } = criteria;
}

public sealed class DeleteSnapshotsSuccess(SnapshotSelectionCriteria criteria) : ISnapshotResponse, IEquatable<DeleteSnapshotsSuccess>
{
    public SnapshotSelectionCriteria Criteria { get; } = criteria;
    public bool Equals(DeleteSnapshotsSuccess other) => other is not null && Criteria.Equals(other.Criteria);
    public override bool Equals(object obj) => Equals(obj as DeleteSnapshotsSuccess);
    public override int GetHashCode() => Criteria.GetHashCode();
    public override string ToString() => $"DeleteSnapshotsSuccess({Criteria})";
}

public sealed class DeleteSnapshotsFailure(SnapshotSelectionCriteria criteria, Exception cause) : ISnapshotResponse, IEquatable<DeleteSnapshotsFailure>
{
    public SnapshotSelectionCriteria Criteria { get; } = criteria;
    public Exception Cause { get; } = cause;
    public bool Equals(DeleteSnapshotsFailure other) => other is not null && Criteria.Equals(other.Criteria) && Cause == other.Cause;
    public override bool Equals(object obj) => Equals(obj as DeleteSnapshotsFailure);
    public override int GetHashCode() => HashCode.Combine(Criteria, Cause);
    public override string ToString() => $"DeleteSnapshotsFailure({Criteria}, {Cause.Message})";
}
