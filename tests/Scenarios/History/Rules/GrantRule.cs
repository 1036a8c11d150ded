using ActorBackup.Core.Manifests;

namespace Scenarios.History.Rules;

/// <summary>Ownership in the journal follows ownership in the table: who was followed by another never takes a source again on a grant of before.</summary>
/// <remarks>This is what the deadlines are for. The journal alone could not tell: an owner that ignores its deadline takes the source again and again,
/// each time with a higher epoch, and every row is in order.</remarks>
internal static class GrantRule
{
    public static IEnumerable<Violation> Check(Observations seen) => seen.BySource.SelectMany(source =>
        Check(source.Source, source.Rows, [.. seen.Grants.Where(grant => grant.Source == source.Source).OrderBy(grant => grant.Order)]));

    private static IEnumerable<Violation> Check(string source, IReadOnlyList<JournalRow> rows, IReadOnlyList<Grant> grants)
    {
        var used = 0;
        JournalRow? before = null;
        foreach (var row in rows.Where(row => row.Event is OwnershipTaken))
        {
            var incarnation = ((OwnershipTaken)row.Event).Incarnation;
            // The same grant again: the source's actor was restarted. Else the next one that names this owner.
            var next = used;
            while (next < grants.Count && grants[next].Incarnation != incarnation) next++;
            if (next < grants.Count) used = next;
            else
            {
                var history = grants.Where(grant => grant.Incarnation is not null).TakeLast(6).Cast<object>();
                yield return new Violation($"{source}: taken without a right to it", [.. before is null ? [] : (object[])[before], row, .. history]);
            }
            before = row;
        }
    }
}
