using ActorBackup.Core.Manifests;

namespace Scenarios.History;

/// <summary>One event of a shared source, as it was committed to the shared journal.</summary>
/// <param name="Sequence">From 1, without gaps, per source.</param>
/// <param name="Writer">The journal plugin's <c>writer_uuid</c>: one per start of an actor system.</param>
public sealed record JournalRow(string Source, long Sequence, string Writer, ISourceEvent Event)
{
    /// <summary>Seconds on the database's clock when it was written; for figures, no rule looks at it.</summary>
    public double WrittenAt { get; init; }

    public override string ToString() => $"{Source} #{Sequence} by {Writer[..Math.Min(8, Writer.Length)]}: {Told(Event)}";

    private static string Told(ISourceEvent e) => e switch
    {
        OwnershipTaken taken => $"OwnershipTaken epoch {taken.Epoch}, {taken.Node} {taken.Incarnation}",
        TriggerAccepted accepted => $"TriggerAccepted {accepted.Trigger.Id}",
        TriggerSkipped skipped => $"TriggerSkipped {skipped.Id}: {skipped.Reason}",
        SnapshotStarted started => $"SnapshotStarted {started.Id}, epoch {started.Epoch}, for {string.Join(", ", started.Triggers)}",
        SnapshotTaken taken => $"SnapshotTaken {taken.Snapshot.Id}, epoch {taken.Snapshot.Epoch}, {taken.Snapshot.Health.Verdict}, for {string.Join(", ", taken.Snapshot.Triggers.Select(t => t.Id))}",
        SnapshotUnchanged unchanged => $"SnapshotUnchanged {unchanged.Started}, same as {unchanged.Same}",
        SnapshotAbandoned abandoned => $"SnapshotAbandoned {abandoned.Started}: {abandoned.Reason}",
        SnapshotFailed failed => $"SnapshotFailed {failed.Started}: {failed.Reason}",
        SnapshotAdopted adopted => $"SnapshotAdopted {adopted.Snapshot.Id}, epoch {adopted.Snapshot.Epoch}, {adopted.Snapshot.Health.Verdict}",
        _ => e.ToString() ?? e.GetType().Name,
    };
}
