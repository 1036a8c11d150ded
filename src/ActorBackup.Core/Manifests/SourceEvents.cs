using System.Collections.Immutable;
using ActorBackup.Core.Snapshots;
using ActorBackup.Core.Stores;
using ActorBackup.Core.Triggers;

namespace ActorBackup.Core.Manifests;

/// <summary>What is persisted of a source. Extend only: yesterday's bytes must stay readable.</summary>
public interface ISourceEvent
{
    DateTimeOffset At { get; }
}

public sealed record TriggerAccepted(Trigger Trigger, DateTimeOffset At) : ISourceEvent;

/// <summary>A waiting trigger was answered without a capture of its own, for instance because its <c>once-per</c> day was used up meanwhile.</summary>
/// <param name="Same">The snapshot that stands for it, if there is one.</param>
public sealed record TriggerSkipped(TriggerId Id, SnapshotId? Same, string Reason, DateTimeOffset At) : ISourceEvent;

/// <summary>Persisted before the first byte goes to a store; every one ends in exactly one of Taken, Unchanged, Abandoned, Failed.</summary>
public sealed record SnapshotStarted(SnapshotId Id, long Epoch, ImmutableList<TriggerId> Triggers, DateTimeOffset At) : ISourceEvent;

/// <summary>Durable in at least one store. Ends the start of the same id and serves its triggers.</summary>
public sealed record SnapshotTaken(Snapshot Snapshot, DateTimeOffset At) : ISourceEvent;

/// <summary>The content was that of <paramref name="Same"/>; its triggers are served, nothing was stored.</summary>
/// <param name="Stamp">What stat said now.</param>
public sealed record SnapshotUnchanged(SnapshotId Started, SnapshotId Same, Capturing.FileStamp? Stamp, DateTimeOffset At) : ISourceEvent;

/// <summary>Nothing was stored under this id; its triggers wait again (crash, store failure).</summary>
public sealed record SnapshotAbandoned(SnapshotId Started, string Reason, DateTimeOffset At) : ISourceEvent;

/// <summary>The source could not be captured (unreadable, missing); its triggers are done and failed.</summary>
public sealed record SnapshotFailed(SnapshotId Started, string Reason, DateTimeOffset At) : ISourceEvent;

/// <summary>Found in a store, unknown to the manifest; inserted by its time.</summary>
public sealed record SnapshotAdopted(Snapshot Snapshot, DateTimeOffset At) : ISourceEvent;

/// <summary>A store that was missing has caught up, or a copy thought lost is there again.</summary>
public sealed record CopyStored(SnapshotId Id, StoredCopy Copy, DateTimeOffset At) : ISourceEvent;

/// <summary>Not found in two listings of a store that is here.</summary>
public sealed record CopyLost(SnapshotId Id, StoreName Store, DateTimeOffset At) : ISourceEvent;

/// <summary>What is stored does not match its digest.</summary>
public sealed record CopyDamaged(SnapshotId Id, StoreName Store, string Finding, DateTimeOffset At) : ISourceEvent;

public sealed record SnapshotAccepted(SnapshotId Id, string Who, string Rule, DateTimeOffset At) : ISourceEvent;

public sealed record PinChanged(SnapshotId Id, bool Pinned, string Who, DateTimeOffset At) : ISourceEvent;

/// <summary>Moved to the trash of these stores. Persisted before the deed; repeating the deed is harmless.</summary>
public sealed record SnapshotForgotten(SnapshotId Id, ImmutableList<StoreName> Stores, string Rule, string Who, DateTimeOffset At) : ISourceEvent;

/// <summary>Back from the trash of these stores.</summary>
public sealed record SnapshotUndone(SnapshotId Id, ImmutableList<StoreName> Stores, string Who, DateTimeOffset At) : ISourceEvent;

/// <summary>Gone for good from the trash of one store.</summary>
public sealed record TrashEmptied(StoreName Store, ImmutableList<SnapshotId> Ids, string Rule, DateTimeOffset At) : ISourceEvent;

/// <summary>A restore in place began; <paramref name="Target"/> is an absolute path.</summary>
public sealed record RestoreStarted(TriggerId Request, SnapshotId Id, string Target, string Who, DateTimeOffset At) : ISourceEvent;

/// <param name="Failure">Null if it was put back and read back.</param>
public sealed record RestoreEnded(TriggerId Request, SnapshotId Id, string Target, string? Failure, DateTimeOffset At) : ISourceEvent;

/// <summary>The source is no longer there; an event, not an empty snapshot.</summary>
public sealed record SourceVanished(DateTimeOffset At) : ISourceEvent;

public sealed record SourceReturned(DateTimeOffset At) : ISourceEvent;

/// <summary>A changed policy that would remove more than half waits for a yes; <paramref name="Policy"/> is its fingerprint.</summary>
public sealed record PolicyHeld(string Policy, int WouldRemove, int Of, DateTimeOffset At) : ISourceEvent;

public sealed record PolicyConfirmed(string Policy, string Who, DateTimeOffset At) : ISourceEvent;

/// <summary>First event of each owner of a shared source. From here on nothing of a lower epoch counts.</summary>
/// <param name="Incarnation">The owner's start; <paramref name="Node"/> is its name.</param>
public sealed record OwnershipTaken(long Epoch, string Incarnation, Sources.NodeId Node, DateTimeOffset At) : ISourceEvent;

/// <summary>Where a shared source's copies lie: on every node that runs it, this folder must show this identity, or it is away there (not mounted).</summary>
/// <param name="Place">Absolute.</param>
public sealed record PlaceSeen(string Place, StoreIdentity Identity, DateTimeOffset At) : ISourceEvent;
