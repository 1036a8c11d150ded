using ActorBackup.Core.Sources;

namespace ActorBackup.Actors.Sources;

/// <summary>A glob matched this file for the first time. Persisted by /sources, so that a match that vanished keeps its snapshots listed.</summary>
/// <param name="Source">Of the match: the glob's name and the relative path.</param>
public sealed record MatchFound(SourceId Source, DateTimeOffset At);
