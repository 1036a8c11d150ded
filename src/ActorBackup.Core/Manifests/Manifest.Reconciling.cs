using System.Collections.Immutable;
using ActorBackup.Core.Snapshots;
using ActorBackup.Core.Stores;
using ActorBackup.Core.Triggers;

namespace ActorBackup.Core.Manifests;

public sealed partial record Manifest
{
    /// <summary>What of the capture in flight a store holds complete; to be read and verified before <see cref="Resolve"/>.</summary>
    public FoundCopy? StartedIn(IEnumerable<FoundCopy> listing) => Started is null ? null : listing.FirstOrDefault(f =>
        f is { Complete: true, InTrash: false, SideCar: not null } && f.SideCar.Snapshot.Id == Started.Id && f.SideCar.Snapshot.Epoch == Started.Epoch);

    /// <summary>The end of a capture that a crash cut off: taken if a store holds it whole, else abandoned (its triggers wait again).</summary>
    public ImmutableList<ISourceEvent> Resolve(ImmutableList<VerifiedCopy> verified, DateTimeOffset now)
    {
        if (Started is null) return [];
        if (verified.IsEmpty) return [new SnapshotAbandoned(Started.Id, "the node stopped before a store had it", now)];
        var snapshot = verified[0].Found.SideCar!.Snapshot with
        {
            Sequence = State.LastSequence + 1,
            Triggers = [.. Started.Triggers.Select(t => new ServedTrigger(t.Id, t.Kind))],
            Copies = [.. verified.Select(v => Copy(v.Store, v.Found, CopyState.Live, null))],
        };
        return [new SnapshotTaken(snapshot, now)];
    }

    /// <summary>The end of a restore that a crash cut off, if there was one.</summary>
    public ImmutableList<ISourceEvent> ResolveRestore(DateTimeOffset now) => State.Restoring is { } r
        ? [new RestoreEnded(r.Request, r.Id, r.Target, "the node stopped before it was put back and read back", now)] : [];

    /// <summary>Compares a listing of a store that is here with the manifest.</summary>
    /// <param name="missingBefore">What the listing before missed; empty at the first.</param>
    /// <param name="trashKeep">How long leftovers of abandoned captures stay in the trash.</param>
    public Reconciliation Reconcile(
        StoreName store, IReadOnlyCollection<FoundCopy> listing, IReadOnlySet<SnapshotId> missingBefore, TimeSpan trashKeep, DateTimeOffset now) =>
        new ListingComparison(this, store, missingBefore, trashKeep, now).Compare(listing);

    internal static StoredCopy Copy(StoreName store, FoundCopy found, CopyState state, DateTimeOffset? removedAt)
    {
        var told = found.SideCar?.Snapshot.CopyIn(store) ?? found.SideCar?.Snapshot.Copies.FirstOrDefault();
        return new StoredCopy(store, found.Handle, found.StoredBytes, state, told?.Compressed ?? false,
            state == CopyState.Trash ? told?.RemovedBy ?? "found in the trash" : null, removedAt);
    }
}
