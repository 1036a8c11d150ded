using ActorBackup.Core.Manifests;
using ActorBackup.Core.Triggers;

namespace Scenarios.History;

/// <summary>Whether anything is under way.</summary>
public static class Settled
{
    /// <summary>Every trigger of the journal has been served and no capture is open. Says nothing of a trigger that is about to come.</summary>
    public static bool Is(IEnumerable<JournalRow> rows) => rows.GroupBy(row => row.Source).All(source => Waiting(source.OrderBy(row => row.Sequence)).Count == 0);

    private static HashSet<TriggerId> Waiting(IEnumerable<JournalRow> rows)
    {
        var waiting = new HashSet<TriggerId>();
        IReadOnlyList<TriggerId> served = [];
        foreach (var row in rows)
        {
            switch (row.Event)
            {
                // Clocks' runs stand for each other, and one of a change for the next: only what somebody sent waits for itself.
                case TriggerAccepted { Trigger: { Kind: not (TriggerKind.Change or TriggerKind.Interval or TriggerKind.Cron) } trigger }: waiting.Add(trigger.Id); break;
                case TriggerSkipped e: waiting.Remove(e.Id); break;
                case SnapshotStarted e: served = e.Triggers; break;
                case SnapshotTaken e: waiting.ExceptWith(e.Snapshot.Triggers.Select(trigger => trigger.Id)); break;
                case SnapshotUnchanged or SnapshotFailed: waiting.ExceptWith(served); break;
            }
        }
        return waiting;
    }
}
