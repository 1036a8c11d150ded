namespace Scenarios.History;

/// <summary>Everything that was seen of one run, from outside: what clients were told, what the shared database committed, what lies in the store.</summary>
/// <param name="Rows">Every row that was ever committed, also those that a checkpoint replaced since.</param>
/// <param name="Saves">Per source the digests of its file's saves, oldest first; save number 1 is the first.</param>
/// <param name="WholeAgain">Per source the seconds from the end of the last fault until a new trigger was served; null: never.</param>
public sealed record Observations(
    IReadOnlyList<JournalRow> Rows, IReadOnlyList<Grant> Grants, IReadOnlyList<SentTrigger> Sent, IReadOnlyList<StoredFile> Files,
    IReadOnlyDictionary<string, IReadOnlyList<string>> Saves, IReadOnlyDictionary<string, double?> WholeAgain)
{
    /// <summary>What <see cref="WholeAgain"/> may take, in seconds.</summary>
    public double WholeAgainWithin { get; init; } = 15;

    /// <summary>The rows of each source in journal order.</summary>
    public IEnumerable<(string Source, IReadOnlyList<JournalRow> Rows)> BySource =>
        Rows.GroupBy(row => row.Source).OrderBy(rows => rows.Key, StringComparer.Ordinal).Select(rows => (rows.Key, (IReadOnlyList<JournalRow>)[.. rows.OrderBy(row => row.Sequence)]));
}
