namespace Akka.Persistence;

/// <summary>From which snapshot and over how many events an actor recovers.</summary>
public sealed class Recovery
{
    public Recovery() : this(null, long.MaxValue, long.MaxValue) { }
    public Recovery(SnapshotSelectionCriteria fromSnapshot) : this(fromSnapshot, long.MaxValue, long.MaxValue) { }
    public Recovery(SnapshotSelectionCriteria fromSnapshot, long toSequenceNr) : this(fromSnapshot, toSequenceNr, long.MaxValue) { }

    /// <param name="fromSnapshot">Null is <see cref="SnapshotSelectionCriteria.Latest"/>.</param>
    /// <param name="toSequenceNr">The last event to replay, included.</param>
    /// <param name="replayMax">At most so many events.</param>
    public Recovery(SnapshotSelectionCriteria fromSnapshot = null, long toSequenceNr = long.MaxValue, long replayMax = long.MaxValue)
    {
        FromSnapshot = fromSnapshot ?? SnapshotSelectionCriteria.Latest;
        ToSequenceNr = toSequenceNr;
        ReplayMax = replayMax;
    }

    public static Recovery Default { get; } = new();

    /// <summary>Replays nothing; the actor only learns the highest sequence number.</summary>
    public static Recovery None { get; } = new(SnapshotSelectionCriteria.None, 0);

    public SnapshotSelectionCriteria FromSnapshot { get; }
    public long ToSequenceNr { get; }
    public long ReplayMax { get; }
}
