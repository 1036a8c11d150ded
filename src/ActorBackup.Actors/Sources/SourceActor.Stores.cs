using System.Collections.Immutable;
using ActorBackup.Actors.Stores;
using ActorBackup.Core.Manifests;
using ActorBackup.Core.Stores;
using Akka.Actor;
using Akka.Event;

namespace ActorBackup.Actors.Sources;

internal sealed partial class SourceActor
{
    /// <summary>A store that is here is compared with the manifest this often, whatever happens.</summary>
    private static readonly TimeSpan ListEvery = TimeSpan.FromHours(1);

    /// <summary>Between the two listings that make a missing copy a lost one, and after a deed that failed.</summary>
    private static readonly TimeSpan ListAgainAfter = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan SoonAfterDeeds = TimeSpan.FromSeconds(1);

    private ImmutableDictionary<StoreName, StoreView> _views = ImmutableDictionary<StoreName, StoreView>.Empty;

    /// <summary>Stores that can be read and written now.</summary>
    private IEnumerable<StoreView> Here => _views.Values.Where(view => view is { IsHere: true, Reconciled: true }).OrderBy(view => view.Name.Value, StringComparer.Ordinal);

    private ImmutableHashSet<StoreName> HereNames => [.. Here.Select(view => view.Name)];

    private DateTimeOffset? StoresDueAt => _views.Values.SelectMany(view => new[] { view.RetryAt, view.ListAgainAt }).Min();

    private void Begin()
    {
        _views = _context.Settings.Stores.ToImmutableDictionary(use => use.Store, use => new StoreView(use.Store, _context.Stores.GetValueOrDefault(use.Store)));
        foreach (var view in _views.Values) Attend(view);
        Self.Tell(Wake.Up);
    }

    private void Attend(StoreView view)
    {
        if (view.InUse is { } use)
            _context.StoresActor.Tell(new StoreProtocol.Attend(view.Name, _context.Location, _manifest.IdentityOf(use.Settings.PlaceOf(_context.Settings.Path))));
    }

    private void PlaceIs(StoreProtocol.PlaceIs message)
    {
        if (!_views.TryGetValue(message.Store, out var view)) return;
        var wasHere = view.IsHere;
        view.Opening = Recognized(message.Opening);
        if (!view.IsHere) LeaveStore(view, wasHere);
        else if (!wasHere || !view.Reconciled) List(view);
        Evaluate();
    }

    /// <summary>An empty mount point of this node must not pass for the place that other nodes have filled.</summary>
    private PlaceOpening Recognized(PlaceOpening opening) =>
        opening is PlaceOpening.Here here && _manifest.IdentityOf(here.Place) is { } known && known != here.Identity
            ? new PlaceOpening.Away(here.Place, $"{here.Place} is another place (identity {here.Identity}) than the one that holds the copies ({known}): is it mounted on this node?")
            : opening;

    private void LeaveStore(StoreView view, bool wasHere)
    {
        (view.Reconciled, view.Missing, view.RetryAt, view.ListAgainAt) = (false, [], null, null);
        if (wasHere || !_reconciled) _log.Warning("store {Store} of {SourceId} is not here: {Reason}", view.Name, _manifest.Source, view.Reason ?? "");
    }

    private void List(StoreView view)
    {
        if (view.Listing || (!_owned && !_manifest.IsBlank)) return;
        view.Listing = true;
        var (store, source, name, manifest, resolve, deeds) = (view.InUse!.Store, _context.Location, view.Name, _manifest, !_reconciled, _deedsDone);
        var isFirst = _isShared && _owned && !view.Reconciled && _context.MayWrite;
        Task.Run(() => ListAsync(store, source, manifest, resolve, isFirst, deeds)).PipeTo(
            Self, Self, failure: cause => new Listed(name, [], null, cause.GetBaseException(), deeds));
    }

    private static async Task<Listed> ListAsync(IBackupStore store, SourceLocation source, Manifest manifest, bool resolve, bool isFirst, long deeds)
    {
        if (isFirst) await store.RemoveLeftoversAsync(source, manifest.State.Epoch, CancellationToken.None);
        var listing = ImmutableList.CreateBuilder<FoundCopy>();
        await foreach (var found in store.ListAsync(source, CancellationToken.None)) listing.Add(found);
        var ofStarted = resolve && manifest.StartedIn(listing) is { } candidate && await IsWhole(store, source, candidate) ? new VerifiedCopy(store.Name, candidate) : null;
        return new Listed(store.Name, listing.ToImmutable(), ofStarted, null, deeds);
    }

    private static async Task<bool> IsWhole(IBackupStore store, SourceLocation source, FoundCopy found) =>
        await StoredContent.FindFaultAsync(
            store, source, found.SideCar!.Snapshot, new Core.Snapshots.StoredCopy(store.Name, found.Handle, found.StoredBytes), CancellationToken.None) is null;

    private void Compare(Listed listed)
    {
        if (!_views.TryGetValue(listed.Store, out var view)) return;
        view.Listing = false;
        if (!view.IsHere) return;
        if (listed.Failure is { } failure)
        {
            _log.Warning("store {Store} of {SourceId} could not be listed: {Reason}", view.Name, _manifest.Source, failure.Message);
            view.Opening = new PlaceOpening.Away("", failure.Message);
            LeaveStore(view, wasHere: false);
            view.ListAgainAt = Now + ListAgainAfter;
            Evaluate();
            return;
        }

        if (!_owned)
        {
            NoteEpochs(listed);
            return;
        }

        if (listed.DeedsBefore != _deedsDone || _deedsUnderWay > 0)
        {
            view.ListAgainAt = Now + SoonAfterDeeds;   // it may show what a deed has changed since
            Evaluate();
            return;
        }

        var found = _manifest.Reconcile(view.Name, listed.Listing, view.Missing, view.InUse!.Settings.TrashKeep, Now);
        var seen = _isShared && view.Opening is PlaceOpening.Here here ? _manifest.Saw(here, Now) : [];
        Record([.. seen, .. found.Events], () =>
        {
            LogReconciliation(view, found);
            LookAgainAfter(found.Events);
            (view.Missing, view.OfStarted, view.Reconciled) = (found.Missing, listed.OfStarted, true);
            view.ListAgainAt = Now + (found.Missing.IsEmpty ? ListEvery : ListAgainAfter);
            Do(DeedsOf(view, found));
            AnswerWaiters();
            Evaluate();
        });
    }

    /// <summary>Something is not where the manifest has it.</summary>
    private void ListSoon()
    {
        foreach (var view in Here) view.ListAgainAt = Now;
    }

    private void LogReconciliation(StoreView view, Reconciliation found)
    {
        foreach (var adopted in found.Events.OfType<SnapshotAdopted>())
            _log.Info("adopted {SnapshotId} of {SourceId} from {Store}", adopted.Snapshot.Id, _manifest.Source, view.Name);
        foreach (var lost in found.Events.OfType<CopyLost>())
            _log.Warning("lost: {SnapshotId} of {SourceId} is no longer in {Store}", lost.Id, _manifest.Source, view.Name);
        foreach (var stranger in found.Strangers)
            _log.Warning("{Handle} in {Store} of {SourceId} is under the id of another snapshot; it is left alone", stranger.Handle, view.Name, _manifest.Source);
    }

    /// <summary>Everything is compared, or cannot be: what a crash left open is decided, and the source begins to run.</summary>
    private void FinishReconciling()
    {
        if (_reconciled || !_views.Values.All(view => view.IsSettled)) return;
        var now = Now;
        ImmutableList<VerifiedCopy> verified = [.. _views.Values.Select(view => view.OfStarted).OfType<VerifiedCopy>()];
        var cutOff = _manifest.State.Restoring;
        var startup = _context.RunsByItself ? Manifest.StartupTrigger(_context.Settings, _context.Parts.StartId, now) : null;
        var begun = startup is null ? [] : _manifest.Accept(startup, _context.Settings, _context.Zone, now).Events;
        var resolved = _manifest.Resolve(verified, now);
        Record([.. resolved, .. _manifest.ResolveRestore(now), .. begun], () =>
        {
            _reconciled = true;
            if (cutOff is not null) RemoveLeftovers(cutOff.Target);
            foreach (var abandoned in resolved.OfType<SnapshotAbandoned>())
                _log.Warning("{SnapshotId} of {SourceId} was cut off and is taken again: {Reason}", abandoned.Started, _manifest.Source, abandoned.Reason);
            foreach (var view in resolved.IsEmpty ? [] : Here) view.ListAgainAt = now;
            Context.Parent.Tell(new Reconciled(_manifest.Source, _views.Values.Select(view => view.LockReason).FirstOrDefault(reason => reason is not null)));
            Stash.UnstashAll();
            BeginWatching();
            AnswerWaiters();
            CleanUp();
            Evaluate();
        });
    }

    private void RemoveLeftovers(string target)
    {
        var (restore, log) = (_context.Parts.Restore, _log);
        _ = Task.Run(() => restore.RemoveLeftovers(target)).ContinueWith(
            failed => log.Warning(failed.Exception!.GetBaseException(), "what a restore left beside {Target} could not be removed", target),
            CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
    }

    private void LookAtStores(DateTimeOffset now)
    {
        foreach (var view in _views.Values.Where(view => view.ListAgainAt <= now))
        {
            view.ListAgainAt = null;
            if (view.IsHere) List(view);
            else Attend(view);
        }

        foreach (var view in _views.Values.Where(view => view.RetryAt <= now)) view.RetryAt = null;
        if (_trashDueAt <= now) MeasureTrash();
        if (_context.RunsByItself && _views.Count > 1) CatchUp();
    }

    private void CatchUp()
    {
        if (_context.Settings.Tree is not null) return;   // the next snapshot goes to every store that is here
        var here = HereNames;
        foreach (var view in Here.Where(view => view is { CatchingUp: false, RetryAt: null }))
        {
            if (_manifest.CatchUp(view.Name, here, _context.Settings, _context.Zone) is not [var step, ..]) continue;
            view.CatchingUp = true;
            Part(CatchUpPart).Tell(new CatchUpActor.Copy(_context.Location, step, _manifest.State.Epoch, _views[step.From.Store].InUse!.Store, view.InUse!.Store));
        }
    }

    private void CaughtUp(CatchUpActor.Copied copied)
    {
        if (_views.TryGetValue(copied.Step.To, out var view)) view.CatchingUp = false;
        NoteSuccess(copied.Step.To);
        Record([new CopyStored(copied.Step.Snapshot.Id, copied.Stored, Now)], () =>
        {
            _log.Info("copied {SnapshotId} of {SourceId} to {Store}, which had missed it", copied.Step.Snapshot.Id, _manifest.Source, copied.Step.To);
            AnswerWaiters();
            Evaluate();
        });
    }

    private void NotCaughtUp(CatchUpActor.NotCopied not)
    {
        if (_views.TryGetValue(not.Step.To, out var view)) view.CatchingUp = false;
        if (!not.IsDamage) NoteFailure(not.Step.To, not.Cause);
        ImmutableList<ISourceEvent> damage = not.IsDamage ? [new CopyDamaged(not.Step.Snapshot.Id, not.Step.From.Store, not.Reason, Now)] : [];
        Record(damage, () =>
        {
            LookAgainAfter(damage);
            _log.Warning("{SnapshotId} of {SourceId} was not copied to {Store}: {Reason}", not.Step.Snapshot.Id, _manifest.Source, not.Step.To, not.Reason);
            Evaluate();
        });
    }

    private void NoteFailure(StoreName store, StoreException? failure)
    {
        if (!_views.TryGetValue(store, out var view)) return;
        (view.Failure, view.FailuresInARow) = (failure ?? view.Failure, view.FailuresInARow + 1);
        view.RetryAt = Now + Manifest.StoreBackOff.DelayAfter(view.FailuresInARow);
        if (failure?.Kind is StoreFailure.Away or StoreFailure.Locked) Attend(view);
        else if (failure?.Kind == StoreFailure.Full) _trashDueAt = Now;
        if (failure is { Kind: not StoreFailure.Away and not StoreFailure.Locked }) _log.Warning("store {Store} failed {SourceId}: {Reason}", store, _manifest.Source, failure.Message);
    }

    private void NoteSuccess(StoreName store)
    {
        if (_views.TryGetValue(store, out var view)) (view.Failure, view.FailuresInARow, view.RetryAt) = (null, 0, null);
    }

    private void Reconfigured(SourceContext context)
    {
        var old = _context;
        _context = context;
        var moved = old.Location != context.Location;
        foreach (var (name, inUse) in old.Stores)
            if (moved || context.Stores.GetValueOrDefault(name)?.Store != inUse.Store) old.StoresActor.Tell(new StoreProtocol.Release(name, old.Location));
        var before = _views;
        _views = context.Settings.Stores.ToImmutableDictionary(use => use.Store, use =>
            !moved && before.GetValueOrDefault(use.Store) is { } view && view.InUse?.Store == context.Stores.GetValueOrDefault(use.Store)?.Store
                ? view : new StoreView(use.Store, context.Stores.GetValueOrDefault(use.Store)));
        foreach (var view in _views.Values.Except(before.Values)) Attend(view);
        if (old.StoresActor != context.StoresActor) foreach (var view in _views.Values) Attend(view);
        if (_reconciled && (moved || old.Settings.Change != context.Settings.Change || old.Settings.PidFile != context.Settings.PidFile || old.Settings.Tree != context.Settings.Tree
            || old.Watcher != context.Watcher || !_views.Keys.All(before.ContainsKey))) BeginWatching();
        CleanUp();
        Evaluate();
    }

    private sealed record Listed(StoreName Store, ImmutableList<FoundCopy> Listing, VerifiedCopy? OfStarted, Exception? Failure, long DeedsBefore);
}
