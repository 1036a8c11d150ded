using System.Collections.Immutable;

namespace ActorBackup.Actors.Sources;

/// <summary>What a glob's pattern finds on disk now.</summary>
/// <param name="Matches">Relative to the pattern's fixed folder, with '/', in order.</param>
/// <param name="Folders">Absolute folders in which a new match may appear.</param>
public sealed record GlobFound(ImmutableSortedSet<string> Matches, ImmutableHashSet<string> Folders)
{
    public static GlobFound Nothing { get; } = new(ImmutableSortedSet.Create<string>(StringComparer.Ordinal), []);
}
