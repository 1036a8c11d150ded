using ActorBackup.Core.Manifests;

namespace Scenarios.History.Rules;

/// <summary>One owner at a time: every row belongs to the last OwnershipTaken before it, whose epoch is higher than all before.</summary>
internal static class OwnershipRule
{
    public static IEnumerable<Violation> Check(Observations seen) => seen.BySource.SelectMany(source => Check(source.Source, source.Rows)).Concat(Writers(seen));

    private static IEnumerable<Violation> Check(string source, IReadOnlyList<JournalRow> rows)
    {
        JournalRow? owner = null;
        foreach (var row in rows)
        {
            var taken = row.Event as OwnershipTaken;
            if (taken is null && owner is null) yield return new Violation($"{source}: something happened before anyone owned it", row);
            if (taken is null && owner is not null && owner.Writer != row.Writer) yield return new Violation($"{source}: written by one that is not the owner", owner, row);
            if (taken is not null && owner?.Event is OwnershipTaken last && taken.Epoch <= last.Epoch) yield return new Violation($"{source}: epoch {taken.Epoch} after epoch {last.Epoch}", owner, row);
            if (taken is not null) owner = row;
        }
    }

    /// <summary>An incarnation ends with its actor system: it never writes under another system's name.</summary>
    private static IEnumerable<Violation> Writers(Observations seen) => seen.Rows
        .Where(row => row.Event is OwnershipTaken)
        .GroupBy(row => ((OwnershipTaken)row.Event).Incarnation)
        .Where(rows => rows.Select(row => row.Writer).Distinct().Count() > 1)
        .Select(rows => new Violation($"incarnation {rows.Key} has written as several actor systems", rows.DistinctBy(row => row.Writer)));
}
