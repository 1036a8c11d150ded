using System.Collections.Immutable;
using ActorBackup.Core.Ownership;
using ActorBackup.Core.Snapshots;
using ActorBackup.Core.Sources;
using ActorBackup.Core.Stores;

namespace ActorBackup.Core.Manifests;

/// <summary>Shared sources: who may write, and what counts of what was written.</summary>
public sealed partial record Manifest
{
    /// <summary>Nothing was ever persisted: the first owner, or a database that was lost.</summary>
    public bool IsBlank => State.FirstSeenAt is null;

    /// <summary>The first event of a new owner. Its epoch is above everything this journal knows.</summary>
    /// <param name="highestStored">The highest epoch in the stores' side-cars; counts only for a blank journal, whose epochs must not meet those of a lost one.</param>
    public OwnershipTaken TakeOwnership(IClaim claim, long highestStored, string incarnation, NodeId node, DateTimeOffset now) =>
        new(Math.Max(claim.Epoch, Math.Max(State.Epoch, IsBlank ? highestStored : 0) + 1), incarnation, node, now);

    /// <summary>What a place must show on every node; null before the first contact.</summary>
    public StoreIdentity? IdentityOf(string place) => State.Places.Find(p => p.Place == place)?.Identity;

    /// <summary>What to persist once a place of a shared source is compared.</summary>
    public ImmutableList<ISourceEvent> Saw(PlaceOpening.Here here, DateTimeOffset now) =>
        IdentityOf(here.Place) is null ? [new PlaceSeen(here.Place, here.Identity, now)] : [];

    /// <summary>Whether a copy that this journal does not know was written in its own time: then by an owner whose right had ended.</summary>
    /// <remarks>An owner that may write has persisted the beginning of every capture, so its ids are known.</remarks>
    internal bool IsStale(Snapshot unknown) => State.FirstEpoch > 0 && unknown.Epoch >= State.FirstEpoch;

    internal SnapshotHealth StaleHealth(Snapshot unknown) => new(HealthVerdict.Suspect,
        $"written in epoch {unknown.Epoch} by a node whose ownership had ended; {State.Owner} has owned {Source} since epoch {State.Epoch}, and nothing of it counts: "
        + $"'accept {Source} {unknown.Id}' if it is right all the same")
    {
        Suspicion = Suspicion.Stale,
    };
}
