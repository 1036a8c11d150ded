using Scraper;

namespace Scenarios;

/// <summary>What the scraper says it saved.</summary>
public sealed class Oracle(string path)
{
    public IReadOnlyList<OracleEntry> Entries => OracleEntry.ReadAll(path);

    /// <summary>Every content that was ever whole, or may have been: a save that began can be complete before the log says so.</summary>
    public IReadOnlySet<string> WholeDigests(string file) => Entries.Where(entry => entry.File == file && entry.Digest.Length > 0).Select(entry => entry.Digest).ToHashSet();

    /// <summary>The newest save known to be complete; null if none.</summary>
    public OracleEntry? LastSaved(string file) => Entries.LastOrDefault(entry => entry.File == file && entry.Mark == OracleMark.Saved);
}
