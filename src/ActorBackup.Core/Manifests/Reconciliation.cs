using System.Collections.Immutable;
using ActorBackup.Core.Snapshots;
using ActorBackup.Core.Stores;

namespace ActorBackup.Core.Manifests;

/// <summary>One listing of a store that is here, as a manifest sees it.</summary>
/// <param name="Events">To persist: adopted, found again, lost for good, gone from the trash.</param>
/// <param name="Missing">Not found this time; given to the next listing of this store, which concludes.</param>
/// <param name="ToTrash">Decided before, not done yet: move to the trash.</param>
/// <param name="ToUntrash">Undone before, still in the trash: bring back, then persist <see cref="CopyStored"/>.</param>
/// <param name="ToDescribe">Side-cars that are missing, or tell an older verdict or pin.</param>
/// <param name="LeftoversToTrash">Of abandoned captures: move to the trash by their handles.</param>
/// <param name="LeftoversToEmpty">Of abandoned captures, their trash time over.</param>
/// <param name="Strangers">Another content under an id that is taken: left alone, worth a warning.</param>
public sealed record Reconciliation(
    ImmutableList<ISourceEvent> Events, ImmutableHashSet<SnapshotId> Missing,
    ImmutableList<Snapshot> ToTrash, ImmutableList<Snapshot> ToUntrash, ImmutableList<Snapshot> ToDescribe,
    ImmutableList<FoundCopy> LeftoversToTrash, ImmutableList<FoundCopy> LeftoversToEmpty, ImmutableList<FoundCopy> Strangers);

/// <summary>A copy of the capture in flight, found complete in a store, its content read and equal to its digest.</summary>
public sealed record VerifiedCopy(StoreName Store, FoundCopy Found);

/// <summary>Copy this snapshot from one store to another.</summary>
public sealed record CatchUpStep(Snapshot Snapshot, StoredCopy From, StoreName To);
