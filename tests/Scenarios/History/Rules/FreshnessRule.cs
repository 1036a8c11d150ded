using ActorBackup.Core.Manifests;

namespace Scenarios.History.Rules;

/// <summary>The snapshot that stands for a trigger holds what had been saved when the trigger was sent, or something newer; and it was once whole.</summary>
internal static class FreshnessRule
{
    public static IEnumerable<Violation> Check(Observations seen)
    {
        var sent = seen.Sent.ToLookup(trigger => (trigger.Source, trigger.Id));
        foreach (var (source, rows) in seen.BySource)
        {
            if (!seen.Saves.TryGetValue(source, out var saves)) continue;
            var newest = saves.Select((digest, index) => (digest, number: index + 1L)).GroupBy(save => save.digest).ToDictionary(same => same.Key, same => same.Max(save => save.number));
            var snapshots = rows.Select(row => row.Event).OfType<SnapshotTaken>().GroupBy(e => e.Snapshot.Id).ToDictionary(same => same.Key, same => same.Last().Snapshot);
            IReadOnlyList<string> served = [];
            foreach (var row in rows)
            {
                if (row.Event is SnapshotStarted started) served = [.. started.Triggers.Select(id => id.Value)];
                var snapshot = row.Event switch { SnapshotTaken e => e.Snapshot, SnapshotUnchanged e => snapshots.GetValueOrDefault(e.Same), _ => null };
                if (snapshot is null || !snapshot.Health.IsHealthy) continue;
                if (!newest.TryGetValue(snapshot.Digest.Hex, out var save))
                {
                    yield return new Violation($"{source}: {snapshot.Id} is healthy and was never saved so", row);
                    continue;
                }
                foreach (var trigger in served.SelectMany(id => sent[(source, id)]).Where(trigger => trigger.SavedBefore > save))
                    yield return new Violation($"{source}: {snapshot.Id} holds save {save} and stands for a trigger sent after save {trigger.SavedBefore}", trigger, row);
            }
        }
    }
}
