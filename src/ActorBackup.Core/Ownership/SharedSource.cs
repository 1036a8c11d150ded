using ActorBackup.Core.Sources;

namespace ActorBackup.Core.Ownership;

/// <summary>A source that any of several nodes can run, one at a time.</summary>
/// <param name="Role">Only nodes with this role run it; null: all that have it configured.</param>
public sealed record SharedSource(SourceId Id, string? Role);
