namespace Scenarios.History.Rules;

/// <summary>A source's rows are numbered from 1 without a gap and without a repetition, and make a manifest.</summary>
internal static class JournalRule
{
    public static IEnumerable<Violation> Check(Observations seen) => seen.BySource.SelectMany(source => Check(source.Source, source.Rows));

    private static IEnumerable<Violation> Check(string source, IReadOnlyList<JournalRow> rows)
    {
        if (rows[0].Sequence != 1) yield return new Violation($"{source}: the journal begins at #{rows[0].Sequence}", rows[0]);
        foreach (var (before, after) in rows.Zip(rows.Skip(1)))
        {
            if (after.Sequence == before.Sequence) yield return new Violation($"{source}: two rows have the number {after.Sequence}", before, after);
            else if (after.Sequence != before.Sequence + 1) yield return new Violation($"{source}: rows are missing between #{before.Sequence} and #{after.Sequence}", before, after);
        }
    }
}
