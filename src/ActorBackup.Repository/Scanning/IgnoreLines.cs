using ActorBackup.Repository.Trees;

namespace ActorBackup.Repository.Scanning;

/// <summary>The lines of one exclude-file or of the settings, and the lines further out that they go before.</summary>
/// <param name="Outer">Those of the folders above, and last the settings'.</param>
/// <param name="Depth">How many names lie between the backed-up folder and the folder these lines are meant from.</param>
/// <param name="Origin">For people: the file's path from the backed-up folder; empty for the settings.</param>
internal sealed record IgnoreLines(IgnoreLines? Outer, int Depth, string Origin)
{
    private readonly List<(IgnoreLine Line, int Number)> _lines = [];

    public static IgnoreLines OfSettings(IEnumerable<string> patterns)
    {
        var lines = new IgnoreLines(null, 0, "");
        foreach (var pattern in patterns) lines.Add(System.Text.Encoding.UTF8.GetBytes(pattern), lines._lines.Count + 1);
        return lines;
    }

    public static IgnoreLines OfFile(IgnoreLines? outer, int depth, string origin, ReadOnlySpan<byte> content)
    {
        var lines = new IgnoreLines(outer, depth, origin);
        if (content.StartsWith("\uFEFF"u8)) content = content[3..];
        var number = 0;
        foreach (var range in content.Split((byte)'\n'))
        {
            var line = content[range];
            lines.Add(line.EndsWith("\r"u8) ? line[..^1] : line, ++number);
        }
        return lines;
    }

    /// <summary>The line that decides about an entry, and why it stands where; null if none matches.</summary>
    /// <param name="folder">The names from the backed-up folder down to the entry's folder.</param>
    public (IgnoreLine Line, string Where)? Decide(ReadOnlySpan<RawName> folder, RawName name, bool isFolder)
    {
        for (var lines = this; lines is not null; lines = lines.Outer)
            for (var i = lines._lines.Count - 1; i >= 0; i--)
                if (lines._lines[i].Line.Matches(folder[lines.Depth..], name, isFolder))
                    return (lines._lines[i].Line, lines.Origin.Length == 0 ? "" : $", line {lines._lines[i].Number} of {lines.Origin}");
        return null;
    }

    private void Add(ReadOnlySpan<byte> line, int number)
    {
        if (IgnoreLine.Parse(line) is { } parsed) _lines.Add((parsed, number));
    }
}
