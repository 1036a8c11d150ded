using System.Globalization;

namespace Scraper;

/// <summary>What happened to a file: a save began (its digest is known before), a save is complete, or the file was emptied or deleted.</summary>
public enum OracleMark { Begun, Saved, Emptied, Deleted }

/// <summary>One line of the oracle's log, by which a test tells what the scraper really saved.</summary>
/// <param name="Sequence">Rises by one with every thing done to any file, over all runs.</param>
/// <param name="File">Relative to the scraper's folder.</param>
/// <param name="Digest">SHA-256, lower-case hex, of the whole content.</param>
public sealed record OracleEntry(long Sequence, OracleMark Mark, string File, string Digest, long Bytes, int Items, DateTimeOffset At)
{
    public string ToLine() => string.Join('\t',
        Sequence.ToString(CultureInfo.InvariantCulture), Mark, File, Digest, Bytes.ToString(CultureInfo.InvariantCulture), Items.ToString(CultureInfo.InvariantCulture),
        At.ToString("O", CultureInfo.InvariantCulture));

    public static OracleEntry Parse(string line)
    {
        var fields = line.Split('\t');
        return new OracleEntry(
            long.Parse(fields[0], CultureInfo.InvariantCulture), Enum.Parse<OracleMark>(fields[1]), fields[2], fields[3],
            long.Parse(fields[4], CultureInfo.InvariantCulture), int.Parse(fields[5], CultureInfo.InvariantCulture),
            DateTimeOffset.Parse(fields[6], CultureInfo.InvariantCulture));
    }

    /// <summary>Every complete line; a last line that is still being written is left out.</summary>
    public static IReadOnlyList<OracleEntry> ReadAll(string path)
    {
        if (!System.IO.File.Exists(path)) return [];
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var text = new StreamReader(stream).ReadToEnd();
        return [.. text[..(text.LastIndexOf('\n') + 1)].Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(Parse)];
    }
}
