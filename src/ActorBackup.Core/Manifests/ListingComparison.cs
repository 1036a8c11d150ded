using System.Collections.Immutable;
using ActorBackup.Core.Snapshots;
using ActorBackup.Core.Stores;
using ActorBackup.Core.Triggers;

namespace ActorBackup.Core.Manifests;

/// <summary>Goes through one listing once; what it learns becomes a <see cref="Reconciliation"/>.</summary>
internal sealed class ListingComparison(Manifest manifest, StoreName store, IReadOnlySet<SnapshotId> missingBefore, TimeSpan trashKeep, DateTimeOffset now)
{
    private readonly ImmutableList<ISourceEvent>.Builder _events = ImmutableList.CreateBuilder<ISourceEvent>();
    private readonly ImmutableList<Snapshot>.Builder _toTrash = ImmutableList.CreateBuilder<Snapshot>();
    private readonly ImmutableList<Snapshot>.Builder _toUntrash = ImmutableList.CreateBuilder<Snapshot>();
    private readonly ImmutableList<Snapshot>.Builder _toDescribe = ImmutableList.CreateBuilder<Snapshot>();
    private readonly ImmutableList<FoundCopy>.Builder _leftovers = ImmutableList.CreateBuilder<FoundCopy>();
    private readonly ImmutableList<FoundCopy>.Builder _emptied = ImmutableList.CreateBuilder<FoundCopy>();
    private readonly ImmutableList<FoundCopy>.Builder _strangers = ImmutableList.CreateBuilder<FoundCopy>();
    private readonly HashSet<SnapshotId> _found = [];
    private readonly HashSet<long> _sequences = [.. manifest.Snapshots.Select(s => s.Sequence)];
    private readonly Dictionary<SnapshotId, Snapshot> _known = manifest.Snapshots.ToDictionary(s => s.Id);
    private readonly Dictionary<SnapshotId, DateTimeOffset> _abandoned =
        manifest.State.Abandoned.GroupBy(a => a.Id).ToDictionary(g => g.Key, g => g.Max(a => a.At));
    private long _lastSequence = manifest.State.LastSequence;

    public Reconciliation Compare(IEnumerable<FoundCopy> listing)
    {
        foreach (var found in listing.OrderBy(f => f.TakenAt).ThenBy(f => f.SideCar?.Snapshot.Sequence)) Look(found);
        var missing = LookForMissing();
        return new Reconciliation(_events.ToImmutable(), missing, _toTrash.ToImmutable(), _toUntrash.ToImmutable(), _toDescribe.ToImmutable(),
            _leftovers.ToImmutable(), _emptied.ToImmutable(), _strangers.ToImmutable());
    }

    private void Look(FoundCopy found)
    {
        if (found.SideCar is null && manifest.Snapshots.Find(s => s.CopyIn(store)?.Handle == found.Handle) is { } byHandle)
        {
            _found.Add(byHandle.Id);
            if (!found.InTrash && byHandle.CopyIn(store)!.State == CopyState.Live) _toDescribe.Add(byHandle);
            return;
        }
        var id = found.SideCar?.Snapshot.Id ?? IdOf(found);
        if (_known.TryGetValue(id, out var known)) LookAtKnown(known, found);
        else if (_abandoned.TryGetValue(id, out var since))
        {
            if (!found.InTrash) _leftovers.Add(found);
            else if (since + trashKeep <= now) _emptied.Add(found);
        }
        else if (id != manifest.Started?.Id && found.Complete) Adopt(id, found);
    }

    private void LookAtKnown(Snapshot known, FoundCopy found)
    {
        if (found.SideCar is { } told && told.Snapshot.Digest != known.Digest && known.Digest.IsKnown)
        {
            _strangers.Add(found);
            return;
        }
        var copy = known.CopyIn(store);
        if (!found.Complete && !found.InTrash) return;   // as good as missing
        _found.Add(known.Id);
        if (copy is null or { State: CopyState.Lost })
            _events.Add(new CopyStored(known.Id, CopyOf(found), now));
        else if (copy.State == CopyState.Trash && !found.InTrash) _toTrash.Add(known);
        else if (copy.State == CopyState.Live && found.InTrash) _toUntrash.Add(known);
        else if (copy.State == CopyState.Live && copy.Handle != found.Handle)
            _events.Add(new CopyStored(known.Id, copy with { Handle = found.Handle, StoredBytes = found.StoredBytes }, now));
        if (found is { InTrash: false, SideCar.Snapshot: var said } && (said.Health != known.Health || said.Pinned != known.Pinned)) _toDescribe.Add(known);
    }

    private void Adopt(SnapshotId id, FoundCopy found)
    {
        var copy = CopyOf(found);
        var told = found.SideCar?.Snapshot;
        var sequence = told is not null && told.Sequence > 0 && _sequences.Add(told.Sequence) ? told.Sequence : _lastSequence + 1;
        _sequences.Add(sequence);
        _lastSequence = Math.Max(_lastSequence, sequence);
        var snapshot = told is not null ? Judged(told) with { Sequence = sequence, Copies = [copy] } : new Snapshot(
            id, sequence, 0, found.TakenAt, [new ServedTrigger(new TriggerId($"adopted:{found.Handle}"), TriggerKind.Manual)], null, found.StoredBytes,
            ContentDigest.Unknown, ByNameAlone, null, [copy]);
        _known.Add(id, snapshot);
        _found.Add(id);
        _events.Add(new SnapshotAdopted(snapshot, now));
        if (!found.InTrash && told is not null && told.Health != snapshot.Health) _toDescribe.Add(snapshot);
    }

    private Snapshot Judged(Snapshot told) => manifest.IsStale(told) ? told with { Health = manifest.StaleHealth(told), Pinned = false } : told;

    private ImmutableHashSet<SnapshotId> LookForMissing()
    {
        var missing = ImmutableHashSet.CreateBuilder<SnapshotId>();
        foreach (var snapshot in manifest.Snapshots.Where(s => !_found.Contains(s.Id)))
        {
            if (snapshot.CopyIn(store) is not { } copy || copy.State is CopyState.Lost or CopyState.Damaged) continue;
            if (!missingBefore.Contains(snapshot.Id)) missing.Add(snapshot.Id);
            else if (copy.State == CopyState.Trash) _events.Add(new TrashEmptied(store, [snapshot.Id], "no longer in the trash", now));
            else _events.Add(new CopyLost(snapshot.Id, store, now));
        }
        return missing.ToImmutable();
    }

    private StoredCopy CopyOf(FoundCopy found) =>
        Manifest.Copy(store, found, found.InTrash ? CopyState.Trash : CopyState.Live, found.InTrash ? found.SideCar?.Snapshot.Copies is [{ RemovedAt: { } since }] && since <= now ? since : now : null);

    private SnapshotId IdOf(FoundCopy found) => SnapshotId.New(found.TakenAt, id => _known.ContainsKey(id) || manifest.IsTaken(id));

    private static SnapshotHealth ByNameAlone { get; } = new(HealthVerdict.Suspect, "found by its name alone: no side-car tells what its content should be")
    {
        Suspicion = Suspicion.Unverified,
    };
}
