using System.Collections.Immutable;
using ActorBackup.Core.Settings;
using ActorBackup.Core.Sources;

namespace ActorBackup.Actors.Sources;

/// <summary>Which sources a configuration means now: its files, and every match ever found of its globs.</summary>
internal sealed class GlobMatches
{
    private readonly Dictionary<string, SortedSet<string>> _byGlob = [];

    public bool Knows(SourceId match) => match.RelativePath is { } path && _byGlob.TryGetValue(match.Name, out var paths) && paths.Contains(path);

    public void Add(SourceId match)
    {
        if (!_byGlob.TryGetValue(match.Name, out var paths)) _byGlob[match.Name] = paths = new SortedSet<string>(StringComparer.Ordinal);
        paths.Add(match.RelativePath!);
    }

    public ImmutableList<SourceSettings> Expand(IEnumerable<SourceSettings> configured) => [.. configured.SelectMany(Expand)];

    /// <summary>A match that the present pattern would not find is not run: the pattern was changed.</summary>
    private IEnumerable<SourceSettings> Expand(SourceSettings source)
    {
        if (!source.IsGlob) return [source];
        var glob = PathGlob.Parse(source.Path);
        return _byGlob.GetValueOrDefault(source.Id.Value, []).Where(glob.Matches).Select(path => source.ForMatch(path, Path.Join(glob.FixedFolder, path)));
    }
}
