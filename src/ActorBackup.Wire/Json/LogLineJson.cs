namespace ActorBackup.Wire.Json;

/// <summary>One line of the log, as <c>GET logs</c> sends it and <c>logs --json</c> prints it (interfaces 5).</summary>
/// <param name="Source">Key of the source it is about, or null.</param>
/// <param name="Part">The actor's name below its source or node, or null.</param>
public sealed record LogLineJson(
    DateTimeOffset Time, string Level, string? Source, string? Part, string? SourceId, string? SnapshotId, string? NodeId, string? ActorPath,
    string? Trigger, string Message, string? Error);
