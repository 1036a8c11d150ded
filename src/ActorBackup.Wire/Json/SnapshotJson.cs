using System.Text.Json.Serialization;

namespace ActorBackup.Wire.Json;

/// <summary>One snapshot as <c>snapshots --json</c> and <c>GET …/snapshots</c> tell it (interfaces 2).</summary>
/// <param name="State"><c>live</c>, <c>trash</c> or <c>lost</c>.</param>
/// <param name="Triggers">Kinds such as <c>change</c> or <c>before-change</c>, in the order they were accepted.</param>
/// <param name="Files">1 for a file; of a folder all that is no folder.</param>
/// <param name="FilesChanged">Of a folder, those that are new or changed since the snapshot before; null for a file.</param>
/// <param name="Digest">SHA-256 of the content, hex; of a folder, of what its snapshot says of names, attributes and contents.</param>
/// <param name="Restore">A shell-quoted command that restores it.</param>
public sealed record SnapshotJson(
    string Source, string Id, long Seq, string State, DateTimeOffset TakenAt, IReadOnlyList<string> Triggers, string? Tier, long? Items,
    IReadOnlyDictionary<string, double> Counters, long Bytes, long Files, long? FilesChanged, bool Incomplete, HealthJson Health,
    bool Pinned, string? Label, string Digest, IReadOnlyList<StoredCopyJson> Stores, string Restore)
{
    /// <summary>What could not be read and is missing, the first of it; null if nothing is.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? Unreadable { get; init; }

    /// <summary>What is in the snapshot of a folder; told by <c>show --json</c> only.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<TreeEntryJson>? Entries { get; init; }

    /// <summary>The file it was taken from; told of a single snapshot only.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Path { get; init; }

    /// <summary>Newer suspect snapshots that <c>latest</c> stepped over, newest first; told of a single snapshot only.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<SnapshotJson>? Passed { get; init; }
}

/// <param name="Verdict"><c>healthy</c>, <c>suspect</c> or <c>damaged</c>.</param>
public sealed record HealthJson(string Verdict, string? Reason, string? AcceptedBy);

/// <param name="State"><c>live</c>, <c>trash</c>, <c>lost</c> or <c>damaged</c>, in this store.</param>
/// <param name="Bytes">What it takes there.</param>
public sealed record StoredCopyJson(
    string Store, string Handle, bool Compressed, string State, long Bytes, string? RemovedBy, DateTimeOffset? RemovedAt);
