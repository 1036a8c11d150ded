using System.Collections.Immutable;
using ActorBackup.Repository.Documents;
using ActorBackup.Repository.Ids;
using ActorBackup.Repository.Scanning;
using ActorBackup.Repository.Trees;

namespace ActorBackup.Repository.Backups;

/// <summary>What a backup stored. It can be referred to once the writer was flushed.</summary>
/// <param name="State">For the next run over the same paths.</param>
/// <param name="Targets">The node of each requested path that is there, in the order of the request.</param>
public sealed record BackupResult(TreeId Root, BackupState State, SnapshotSummary Summary, ImmutableArray<TargetNode> Targets)
{
    /// <summary>What is missing in the snapshot, or in it with less than it should have: such a backup is incomplete.</summary>
    public ImmutableArray<UnreadableItem> Unreadable { get; init; } = [];

    /// <summary>Whether it was a full scan, be it asked for or needed.</summary>
    public bool LookedAtAll { get; init; }

    /// <summary>After a full scan with dirty paths: what had changed although no event told of it. At most 100.</summary>
    public ImmutableArray<string> Missed { get; init; } = [];

    public long MissedCount { get; init; }

    /// <summary>What the excludes left out. At most 100.</summary>
    public ImmutableArray<Exclusion> Excluded { get; init; } = [];

    /// <summary>Nothing at or below the requested paths differs from the previous run. The folders above them, whose times change with their other
    /// entries, do not count: <see cref="Root"/> may differ all the same.</summary>
    public bool Unchanged { get; init; }
}

/// <param name="Path">As it was requested.</param>
public sealed record TargetNode(string Path, Node Node);

/// <param name="Path">For people: what is not UTF-8 comes out as U+FFFD.</param>
/// <param name="IsStored">It changed while it was read, and is stored as it was read.</param>
public sealed record UnreadableItem(string Path, string Reason, bool IsStored = false);
