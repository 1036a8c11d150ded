using System.Collections.Immutable;
using ActorBackup.Actors.Retention;
using ActorBackup.Core.Manifests;
using ActorBackup.Core.Protocols;
using ActorBackup.Core.Snapshots;
using ActorBackup.Core.Stores;
using Akka.Actor;
using Akka.Event;

namespace ActorBackup.Actors.Sources;

internal sealed partial class SourceActor
{
    private static readonly TimeSpan MeasureEvery = TimeSpan.FromMinutes(1);

    private DateTimeOffset? _trashDueAt;
    private DateTimeOffset? _measuredAt;
    private int _deedsUnderWay;
    private long _deedsDone;
    private string? _held;

    /// <summary>Retention after a capture, a verdict or a new policy. Persisted first, then done.</summary>
    private void CleanUp()
    {
        if (!_context.RunsByItself || !_reconciled) return;
        var decision = _manifest.Retain(_context.Settings, HereNames, _reconciled, _context.Zone, null, Now);
        if (decision.Held is not null && decision.Held != _held && decision.Events.OfType<PolicyHeld>().Any())
            _log.Warning("retention of {SourceId} waits: {Reason}", _manifest.Source, decision.Held);
        _held = decision.Held;
        Record(decision.Events, () => AfterDecision(decision.Events));
        LookAtTrashSoon();
    }

    private void Retain(SourceProtocol.Retain command)
    {
        var asker = Sender;
        var decision = _manifest.Retain(_context.Settings, HereNames, _reconciled, _context.Zone, command.Yes ? command.Who : null, Now);
        Record(command.DryRun ? [] : decision.Events, () =>
        {
            asker.Tell(new SourceProtocol.RetentionReport(_manifest.Source, decision.Lines, decision.Held));
            if (!command.DryRun) AfterDecision(decision.Events);
        });
    }

    /// <summary>Does what persisted decisions ask for, and says it.</summary>
    private void AfterDecision(IReadOnlyCollection<ISourceEvent> events)
    {
        if (events.Count == 0) return;
        foreach (var e in events) LogDecision(e);
        Do(events.SelectMany(DeedsOf));
        if (events.Any(e => e is SnapshotAccepted)) CleanUp();
        if (events.Any(e => e is TriggerAccepted or SnapshotAccepted)) Evaluate();
    }

    private void LogDecision(ISourceEvent happened)
    {
        switch (happened)
        {
            case TriggerAccepted e:
                _log.Info("noticed: {Trigger} of {SourceId}, asked for as {TriggerId}", Core.Triggers.TriggerNames.Name(e.Trigger.Kind), _manifest.Source, e.Trigger.Id);
                break;
            case SnapshotForgotten e:
                _log.Info("forgot {SnapshotId} of {SourceId} in {Stores}: {Rule}, by {Who}", e.Id, _manifest.Source, string.Join(", ", e.Stores), e.Rule, e.Who);
                break;
            case SnapshotUndone e:
                _log.Info("brought {SnapshotId} of {SourceId} back from the trash, by {Who}", e.Id, _manifest.Source, e.Who);
                break;
            case SnapshotAccepted e:
                _log.Info("accepted {SnapshotId} of {SourceId}: {Rule}, by {Who}", e.Id, _manifest.Source, e.Rule, e.Who);
                break;
            case PinChanged e:
                _log.Info("{Pinned} {SnapshotId} of {SourceId}, by {Who}", e.Pinned ? "pinned" : "unpinned", e.Id, _manifest.Source, e.Who);
                break;
            default: break;   // said where it is decided, or not worth a line
        }
    }

    private IEnumerable<Deed> DeedsOf(ISourceEvent happened) => happened switch
    {
        SnapshotForgotten e => CopiesIn(e.Id, e.Stores).Select(c => new Deed.Trash(c.View.InUse!.Store, e.Id, c.Copy)),
        SnapshotUndone e => CopiesIn(e.Id, e.Stores).Select(c => new Deed.Untrash(c.View.InUse!.Store, e.Id, c.Copy)),
        SnapshotAccepted e => Described(e.Id),
        PinChanged e => Described(e.Id),
        _ => [],
    };

    private IEnumerable<Deed> DeedsOf(StoreView view, Reconciliation found)
    {
        if (!_context.MayWrite) return [];
        var store = view.InUse!.Store;
        return [
            .. found.ToTrash.Select(s => new Deed.Trash(store, s.Id, s.CopyIn(view.Name)!)),
            .. found.ToUntrash.Select(s => new Deed.Untrash(store, s.Id, s.CopyIn(view.Name)!)),
            .. found.ToDescribe.Select(s => new Deed.Describe(store, SideCarOf(s), s.CopyIn(view.Name)!)),
            .. found.LeftoversToTrash.Where(f => f.SideCar is not null)
                .Select(f => new Deed.Trash(store, f.SideCar!.Snapshot.Id, new StoredCopy(view.Name, f.Handle, f.StoredBytes))),
            .. found.LeftoversToEmpty.Where(f => f.SideCar is not null)
                .Select(f => new Deed.Empty(store, [f.SideCar!.Snapshot.Id], "left by a capture that was given up")),
        ];
    }

    private IEnumerable<Deed> Described(SnapshotId id) => _manifest.Find(id) is not { } snapshot ? []
        : CopiesIn(id, [.. snapshot.Copies.Where(c => c.State == CopyState.Live).Select(c => c.Store)])
            .Select(c => new Deed.Describe(c.View.InUse!.Store, SideCarOf(snapshot), c.Copy));

    /// <summary>A store that is away is not told now: what is left to do shows at its next listing.</summary>
    private IEnumerable<(StoreView View, StoredCopy Copy)> CopiesIn(SnapshotId id, ImmutableList<StoreName> stores) =>
        from view in Here.Where(view => stores.Contains(view.Name))
        let copy = _manifest.Find(id)?.CopyIn(view.Name)
        where copy is not null
        select (view, copy);

    private void Do(IEnumerable<Deed> deeds)
    {
        ImmutableList<Deed> all = [.. deeds];
        if (all.IsEmpty) return;
        _deedsUnderWay++;
        Part(RetentionPart).Tell(new RetentionProtocol.CarryOut(all));
    }

    private void CarriedOut(RetentionProtocol.CarriedOut answer)
    {
        (_deedsUnderWay, _deedsDone) = (_deedsUnderWay - 1, _deedsDone + 1);
        foreach (var failed in answer.Results.Where(result => result.Failure is not null)) DeedFailed(failed.Deed, failed.Failure!);
        Record([.. answer.Results.Where(result => result.Failure is null).Select(EventOf).OfType<ISourceEvent>()], () =>
        {
            if (answer.Results.Exists(result => result.Deed is Deed.Trash)) LookAtTrashSoon();
            Evaluate();
        });
    }

    private ISourceEvent? EventOf(RetentionProtocol.Result done) => done.Deed switch
    {
        Deed.Untrash d when done.Copy is not null => new CopyStored(d.Id, done.Copy with { State = CopyState.Live, RemovedAt = null, RemovedBy = null }, Now),
        Deed.Empty d => new TrashEmptied(d.Store.Name, d.Ids, d.Rule, Now),
        _ => null,
    };

    private void DeedFailed(Deed deed, StoreException failure)
    {
        NoteFailure(deed.Store.Name, failure);
        if (_views.TryGetValue(deed.Store.Name, out var view)) view.ListAgainAt = Now + ListAgainAfter;
    }

    /// <summary>Measuring may walk through a whole place: not after every capture.</summary>
    private void LookAtTrashSoon()
    {
        var now = Now;
        var soon = _measuredAt + MeasureEvery is { } next && next > now && _measuredAt <= now ? next : now;
        if (_trashDueAt is null || soon < _trashDueAt) _trashDueAt = soon;
    }

    private void MeasureTrash()
    {
        _trashDueAt = null;
        ImmutableList<IBackupStore> stores = [.. Here.Where(HasTrash).Select(view => view.InUse!.Store)];
        if (stores.IsEmpty || !_context.RunsByItself) return;
        _measuredAt = Now;
        Part(RetentionPart).Tell(new RetentionProtocol.Measure(stores));
    }

    private bool HasTrash(StoreView view) => _manifest.Snapshots.Exists(s => s.CopyIn(view.Name) is { State: CopyState.Trash });

    private void Measured(RetentionProtocol.Measured answer)
    {
        var now = Now;
        foreach (var view in Here.Where(view => answer.Spaces.ContainsKey(view.Name)).ToList())
        {
            var policy = view.InUse!.Settings.Trash;
            var lines = _manifest.PlanTrash(policy, view.Name, answer.Spaces[view.Name], now);
            Do(lines.GroupBy(line => line.Rule).Select(rule => new Deed.Empty(view.InUse.Store, [.. rule.Select(line => line.Id)], rule.Key)));
            var next = policy.NextAt(_manifest.Snapshots.Where(s => !lines.Exists(l => l.Id == s.Id)).Select(s => s.CopyIn(view.Name)).OfType<StoredCopy>());
            if (next is not null && (_trashDueAt is null || next < _trashDueAt)) _trashDueAt = next;
        }

        Evaluate();
    }
}
