using System.Collections.Immutable;
using ActorBackup.Core.Manifests;
using ActorBackup.Core.Protocols;
using ActorBackup.Core.Snapshots;
using ActorBackup.Core.Stores;

namespace ActorBackup.Actors.Sources;

/// <summary>One of a source's stores as the source sees it now. None of it is persisted.</summary>
internal sealed class StoreView(StoreName name, StoreInUse? inUse)
{
    public StoreName Name { get; } = name;

    /// <summary>Null if the store is not configured; then it counts as away.</summary>
    public StoreInUse? InUse { get; } = inUse;

    /// <summary>Null before the first look.</summary>
    public PlaceOpening? Opening { get; set; }

    /// <summary>Compared with the manifest since it is here.</summary>
    public bool Reconciled { get; set; }

    public bool Listing { get; set; }

    /// <summary>What the listing before missed.</summary>
    public ImmutableHashSet<SnapshotId> Missing { get; set; } = [];

    /// <summary>Of the capture that a crash cut off, if this store holds it whole.</summary>
    public VerifiedCopy? OfStarted { get; set; }

    public DateTimeOffset? ListAgainAt { get; set; }

    /// <summary>Why the last write failed, null if it did not.</summary>
    public StoreException? Failure { get; set; }

    public int FailuresInARow { get; set; }
    public DateTimeOffset? RetryAt { get; set; }

    /// <summary>A copy for it is under way.</summary>
    public bool CatchingUp { get; set; }

    public bool IsHere => Opening is PlaceOpening.Here && InUse is not null;

    public string? LockReason => (Opening as PlaceOpening.Locked)?.Reason;

    /// <summary>Known to be away or locked.</summary>
    public bool IsOutOfReach => InUse is null || Opening is PlaceOpening.Away or PlaceOpening.Locked;

    /// <summary>Out of reach, or here and compared.</summary>
    public bool IsSettled => IsOutOfReach || (IsHere && Reconciled);

    public StoreState State => !IsHere ? StoreState.Away : Failure?.Kind == StoreFailure.Full ? StoreState.Full : CatchingUp ? StoreState.CatchingUp : StoreState.Here;

    public string? Reason => Opening switch
    {
        null => InUse is null ? "it is not configured" : "not looked at yet",
        PlaceOpening.Away away => away.Reason,
        PlaceOpening.Locked locked => locked.Reason,
        _ => Failure?.Message,
    };
}
