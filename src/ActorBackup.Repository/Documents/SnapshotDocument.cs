using System.Collections.Immutable;
using ActorBackup.Repository.Ids;
using ActorBackup.Repository.Trees;

namespace ActorBackup.Repository.Documents;

/// <summary>A snapshot file (format specification, section 12).</summary>
/// <param name="Time">Start of the backup, in the writer's zone.</param>
public sealed record SnapshotDocument(NodeTime Time, TreeId Tree, ImmutableArray<string> Paths)
{
    public SnapshotFileId? Parent { get; init; }

    public string Hostname { get; init; } = "";

    public string Username { get; init; } = "";

    public uint Uid { get; init; }

    public uint Gid { get; init; }

    public ImmutableArray<string> Excludes { get; init; } = [];

    /// <summary>In the order they were added.</summary>
    public ImmutableArray<string> Tags { get; init; } = [];

    /// <summary>The first snapshot this one was derived from by changing tags, rewriting or copying.</summary>
    public SnapshotFileId? Original { get; init; }

    public string ProgramVersion { get; init; } = "";

    public SnapshotSummary? Summary { get; init; }
}
