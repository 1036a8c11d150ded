using ActorBackup.Repository.Trees;

namespace ActorBackup.Repository.Reading;

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
