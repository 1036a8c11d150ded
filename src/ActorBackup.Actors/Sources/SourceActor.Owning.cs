using ActorBackup.Actors.Ownership;
using ActorBackup.Core.Ownership;
using ActorBackup.Core.Protocols;
using ActorBackup.Core.Sources;
using ActorBackup.Core.Stores;
using Akka.Actor;
using Akka.Event;

namespace ActorBackup.Actors.Sources;

/// <summary>A shared source: takes over before it does anything else, and stands down when its claim ends.</summary>
/// <remarks>The journal is the fence: once the next owner has written to it, its unique index keeps this one from persisting anything. An answer
/// is only given while the claim holds after the persist: then nobody can have taken over before it.</remarks>
internal sealed partial class SourceActor
{
    private const string SharedJournal = "akka.persistence.journal.shared";
    private const string SharedSnapshots = "akka.persistence.snapshot-store.shared";

    private readonly bool _isShared;
    private readonly IClaim _claim;
    private readonly Dictionary<StoreName, long> _highestSeen = [];
    private CancellationTokenRegistration _claimEnds;
    private long _recoveredTo;
    private bool _owned;
    private bool _yielding;
    private bool _standsDown;

    /// <summary>A former owner that still replaces old events by a checkpoint must not make this one read a journal with a hole in it.</summary>
    private void CheckIsNext()
    {
        if (_isShared && LastSequenceNr != _recoveredTo + 1)
            throw new InvalidOperationException($"Event {LastSequenceNr} of {PersistenceId} follows event {_recoveredTo}: what is between was replaced while it was read. It is read again.");
        _recoveredTo = LastSequenceNr;
    }

    /// <summary>The same where all of it was replaced after the former checkpoint was read: the number of the last event stays.</summary>
    private void CheckIsLast()
    {
        if (_isShared && LastSequenceNr != _recoveredTo)
            throw new InvalidOperationException($"{PersistenceId} goes to event {LastSequenceNr}, and only {_recoveredTo} could be read: the rest was replaced meanwhile. It is read again.");
    }

    /// <summary>A journal that knows nothing may be one that was lost: then the stores say how far the epochs had come.</summary>
    private void TakeOverOnceStoresAreSeen()
    {
        if (_owned || _standsDown) return;
        if (_manifest.IsBlank && !_views.Values.All(view => view.IsOutOfReach || _highestSeen.ContainsKey(view.Name))) return;
        var taken = _manifest.TakeOwnership(_claim, _highestSeen.Values.DefaultIfEmpty().Max(), _context.Incarnation, _context.Parts.Node, Now);
        Record([taken], () =>
        {
            _owned = true;
            _log.Info("{NodeId} owns {SourceId} from now on, epoch {Epoch}", taken.Node, _manifest.Source, taken.Epoch);
            if (taken.Epoch > _claim.Epoch) Context.Parent.Tell(new OwnershipProtocol.RaiseEpoch(SourceId.Parse(_manifest.Source.Name), taken.Epoch));
            foreach (var view in _views.Values.Where(view => view.IsHere)) List(view);
            Stash.UnstashAll();
            Evaluate();
        });
    }

    private void NoteEpochs(Listed listed)
    {
        _highestSeen[listed.Store] = listed.Listing.Select(found => found.SideCar?.Snapshot.Epoch ?? 0).DefaultIfEmpty().Max();
        Evaluate();
    }

    /// <summary>Nothing more is begun; what waits goes on under the next owner.</summary>
    private void HandOver(IActorRef asker)
    {
        _yielding = true;
        DrainFor(asker);
    }

    private void WatchClaim()
    {
        var self = Self;
        _claimEnds = _claim.Ended.Register(() => self.Tell(ClaimEnded.Now, ActorRefs.NoSender));
    }

    private void StandDown()
    {
        if (_standsDown) return;
        _standsDown = true;
        _log.Warning("{SourceId} is no longer run here: the ownership of epoch {Epoch} has ended", _manifest.Source, _manifest.State.Epoch);
        if (!Sender.IsNobody()) Refuse(Sender, RefusalKind.Away, NotOurs);
        Context.Stop(Self);
    }

    private string NotOurs => $"{_manifest.Source}: this node's ownership of it has ended; whether the request counts its next owner knows: ask again with the same id.";

    private void EndTenure()
    {
        _claimEnds.Dispose();
        (_claim as ActorClaim)?.Dispose();
    }

    /// <summary>Of a shared source: begin nothing, finish what is under way; answered by <see cref="Drained"/>, after which it is stopped.</summary>
    internal sealed record Yield;

    private sealed record ClaimEnded
    {
        public static ClaimEnded Now { get; } = new();
    }
}
