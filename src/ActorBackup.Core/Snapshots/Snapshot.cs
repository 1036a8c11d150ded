using System.Collections.Immutable;
using ActorBackup.Core.Capturing;
using ActorBackup.Core.Stores;
using ActorBackup.Core.Trees;
using ActorBackup.Core.Triggers;

namespace ActorBackup.Core.Snapshots;

public enum SnapshotState { Live, Trash, Lost }

/// <summary>One source at one moment. What is captured never changes; verdict, pin and copies do, by events.</summary>
/// <param name="Sequence">1, 2, 3 … in the order the manifest took them in; given once and never reused. Order is the manifest's list, not this.</param>
/// <param name="Epoch">The ownership under which it was taken; 0 for local sources.</param>
/// <param name="Triggers">All it served, at least one, in the order they were accepted.</param>
/// <param name="Items">Entries of the content, null where it is not parsed.</param>
/// <param name="Bytes">Size of the content as captured.</param>
/// <param name="Stamp">What stat said of the captured file; tells whether it has changed since.</param>
public sealed record Snapshot(
    SnapshotId Id, long Sequence, long Epoch, DateTimeOffset TakenAt, ImmutableList<ServedTrigger> Triggers,
    long? Items, long Bytes, ContentDigest Digest, SnapshotHealth Health, FileStamp? Stamp,
    ImmutableList<StoredCopy> Copies)
{
    public string? Tier { get; init; }
    public string? Label { get; init; }
    public bool Pinned { get; init; }

    /// <summary>Something of the source could not be read and is missing.</summary>
    public bool Incomplete { get; init; }

    /// <summary>Of a folder; null for a file, and where a store alone had to tell.</summary>
    public TreeFigures? Tree { get; init; }

    /// <summary>The format the content parsed as (<c>json</c>, <c>jsonl</c>), null where it was not parsed or did not parse.</summary>
    public string? ParsedAs { get; init; }

    public ImmutableSortedDictionary<string, double> Counters { get; init; } = ImmutableSortedDictionary<string, double>.Empty;

    /// <summary>Live if live in any store, else trash, else lost.</summary>
    public SnapshotState State =>
        Copies.Any(c => c.State == CopyState.Live) ? SnapshotState.Live
        : Copies.Any(c => c.State == CopyState.Trash) ? SnapshotState.Trash : SnapshotState.Lost;

    public StoredCopy? CopyIn(StoreName store) => Copies.Find(c => c.Store == store);
}
