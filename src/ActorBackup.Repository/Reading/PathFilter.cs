using System.Text;
using ActorBackup.Repository.Trees;

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

/// <summary>How a <see cref="PathFilter"/> stands after the names of a path.</summary>
public sealed class PathMatch
{
    private readonly byte[]?[][] _patterns;
    private readonly (int Pattern, int Part)[] _states;

    private PathMatch(byte[]?[][] patterns, (int, int)[] states, bool included) => (_patterns, _states, IsIncluded) = (patterns, states, included);

    internal static PathMatch Everything { get; } = new([], [], included: true);

    private static PathMatch Nothing { get; } = new([], [], included: false);

    /// <summary>The path is picked, by itself or because a folder above it is.</summary>
    public bool IsIncluded { get; }

    /// <summary>Something below the path may be picked.</summary>
    public bool MayGoOn => IsIncluded || _states.Length > 0;

    internal static PathMatch StartOf(byte[]?[][] patterns) => new(patterns, [.. Enumerable.Range(0, patterns.Length).Select(i => (i, 0))], included: false);

    public PathMatch Enter(RawName name)
    {
        if (IsIncluded) return Everything;
        if (_states.Length == 0) return Nothing;
        var next = new List<(int, int)>();
        foreach (var (pattern, part) in _states)
            if (Step(pattern, part, name, next)) return Everything;
        return next.Count == 0 ? Nothing : new PathMatch(_patterns, [.. next], included: false);
    }

    // True if the pattern is used up by this name: then it is picked.
    private bool Step(int pattern, int part, RawName name, List<(int, int)> next)
    {
        var parts = _patterns[pattern];
        for (; parts[part] is null; part++)
        {
            Add(next, (pattern, part));   // "**" takes this name and stays …
            if (part + 1 == parts.Length) return true;
        }
        if (!NamePattern.Matches(parts[part]!, name.Bytes)) return false;   // … or takes none, and the part after it is asked
        if (part + 1 == parts.Length) return true;
        Add(next, (pattern, part + 1));
        return false;
    }

    private static void Add(List<(int, int)> states, (int, int) state)
    {
        if (!states.Contains(state)) states.Add(state);
    }
}
