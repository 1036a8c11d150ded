using System.Text;

namespace ActorBackup.Repository.Reading;

/// <summary>Patterns that pick entries of a snapshot. What matches is picked with everything below it.</summary>
/// <remarks><c>*</c> stands for any bytes of one name, <c>?</c> for one character, <c>[a-z]</c> and <c>[^a-z]</c> for one of a set, <c>\</c> takes the next character
/// as it is, <c>**</c> for any number of names. A pattern with a slash at its start begins at the top; any other begins at every level, as in restic.</remarks>
public sealed class PathFilter
{
    private PathFilter(PathMatch start) => Start = start;

    public static PathFilter All { get; } = new(PathMatch.Everything);

    /// <summary>How it stands at the top, before the first name.</summary>
    public PathMatch Start { get; }

    /// <param name="patterns">None: everything is picked.</param>
    /// <exception cref="FormatException">A pattern is empty or has an open bracket.</exception>
    public static PathFilter Of(IReadOnlyCollection<string> patterns)
    {
        if (patterns.Count == 0) return All;
        var parsed = patterns.Select(Parse).ToArray();
        return parsed.Any(p => p.Length == 0) ? All : new PathFilter(PathMatch.StartOf(parsed));
    }

    // A null part is "**". "/" alone is no part at all: everything.
    private static byte[]?[] Parse(string pattern)
    {
        if (pattern.Length == 0) throw new FormatException("An empty pattern picks nothing. Leave it out, or write what to pick, as in *.json.");
        var parts = pattern.Split('/', StringSplitOptions.RemoveEmptyEntries).Where(p => p != ".").Select(p => p == "**" ? null : Encoding.UTF8.GetBytes(p)).ToList();
        foreach (var part in parts)
            if (part is not null && !NamePattern.IsWellFormed(part)) throw new FormatException($"The pattern '{pattern}' has a bracket that is not closed. Close it, or write \\[ for the character itself.");
        if (!pattern.StartsWith('/') && parts.Count > 0 && parts[0] is not null) parts.Insert(0, null);
        return [.. parts];
    }
}
