using ActorBackup.Repository.Trees;

namespace ActorBackup.Repository.Reading;

/// <summary>One thing in a snapshot and where it is.</summary>
public sealed record SnapshotEntry(SnapshotPath Path, Node Node);
