using ActorBackup.Core.Manifests;

namespace Scenarios.History.Rules;

/// <summary>Nothing of an owner whose right had ended counts: captures begin under the owner's epoch, end as what began, and what else is found is suspect.</summary>
internal static class EpochRule
{
    public static IEnumerable<Violation> Check(Observations seen) => seen.BySource.SelectMany(source => Check(source.Source, source.Rows));

    private static IEnumerable<Violation> Check(string source, IReadOnlyList<JournalRow> rows)
    {
        JournalRow? first = null, owner = null, open = null;
        foreach (var row in rows)
        {
            var epoch = (owner?.Event as OwnershipTaken)?.Epoch ?? 0;
            var started = open?.Event as SnapshotStarted;
            switch (row.Event)
            {
                case OwnershipTaken:
                    first ??= row;
                    owner = row;
                    break;
                case SnapshotStarted e:
                    if (started is not null) yield return new Violation($"{source}: a capture begins while {started.Id} is not ended", open!, row);
                    if (e.Epoch != epoch) yield return new Violation($"{source}: {e.Id} began under epoch {e.Epoch}, the owner's is {epoch}", Rows(owner, row));
                    open = row;
                    break;
                case SnapshotTaken e:
                    if (started?.Id != e.Snapshot.Id) yield return new Violation($"{source}: {e.Snapshot.Id} was taken and is not what was begun", Rows(open, row));
                    else if (started.Epoch != e.Snapshot.Epoch) yield return new Violation($"{source}: {e.Snapshot.Id} began under epoch {started.Epoch} and was stored under {e.Snapshot.Epoch}", Rows(open, row));
                    open = null;
                    break;
                case SnapshotUnchanged { Started: var ended } when started?.Id != ended: yield return new Violation($"{source}: {ended} ended and was not begun", Rows(open, row)); break;
                case SnapshotAbandoned { Started: var ended } when started?.Id != ended: yield return new Violation($"{source}: {ended} ended and was not begun", Rows(open, row)); break;
                case SnapshotFailed { Started: var ended } when started?.Id != ended: yield return new Violation($"{source}: {ended} ended and was not begun", Rows(open, row)); break;
                case SnapshotUnchanged or SnapshotAbandoned or SnapshotFailed: open = null; break;
                // What is older than the journal itself is another cluster's, and fine.
                case SnapshotAdopted { Snapshot: { Health.IsHealthy: true } } adopted when first?.Event is OwnershipTaken oldest && adopted.Snapshot.Epoch >= oldest.Epoch:
                    yield return new Violation($"{source}: {adopted.Snapshot.Id} was found in a store, nobody's capture, and counts as healthy", Rows(owner, row));
                    break;
            }
        }
    }

    private static IEnumerable<object> Rows(params IEnumerable<JournalRow?> rows) => rows.OfType<JournalRow>();
}
