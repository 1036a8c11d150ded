using System.Collections.Immutable;
using ActorBackup.Actors.Ownership;
using ActorBackup.Actors.Supervision;
using ActorBackup.Core.Settings;
using ActorBackup.Core.Stores;
using Akka.Actor;
using Akka.Event;

namespace ActorBackup.Actors.Stores;

/// <summary>Cleans the places of one shared store of what no source cleans itself. A cluster singleton, <c>/user/maintenance-STORE</c>.</summary>
/// <remarks>Keeps nothing: whoever takes over, in the middle of a batch too, begins anew. Asks its right before every removal.</remarks>
public sealed class StoreMaintenanceActor : ReceiveActor
{
    private static readonly TimeSpan Every = TimeSpan.FromHours(1);

    /// <summary>A node that writes touches its half-written files far more often.</summary>
    private static readonly TimeSpan LeftoversAfter = TimeSpan.FromDays(1);

    /// <summary>Removals of one batch; well under a second.</summary>
    private const int MostAtOnce = 100;

    private readonly StoreSettings _settings;
    private readonly ImmutableList<SourceLocation> _places;
    private readonly Func<StoreSettings, IBackupStore> _open;
    private readonly IActorRef _ownership;
    private readonly Func<bool> _mayAct;
    private readonly TimeProvider _time;
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private readonly CancellationTokenSource _stop = new();
    private readonly Alarm _alarm;
    private IBackupStore? _store;
    private ImmutableHashSet<string>? _configured;
    private ImmutableQueue<SourceLocation> _todo = [];
    private readonly StoreCalendar _calendar;

    /// <param name="sources">The shared sources that use the store, as this node has them configured; one per place is enough.</param>
    /// <param name="open">Makes a store of this actor's own; it disposes it.</param>
    /// <param name="ownership">Takes <see cref="OwnershipProtocol.GetMembers"/>: the node, or its part.</param>
    /// <param name="mayAct">The singleton's lease still holds. Asked from other threads.</param>
    public static Props Props(
        StoreSettings settings, ImmutableList<SourceLocation> sources, Func<StoreSettings, IBackupStore> open, IActorRef ownership, Func<bool> mayAct, TimeProvider time) =>
        Akka.Actor.Props.Create(() => new StoreMaintenanceActor(settings, sources, open, ownership, mayAct, time));

    public StoreMaintenanceActor(
        StoreSettings settings, ImmutableList<SourceLocation> sources, Func<StoreSettings, IBackupStore> open, IActorRef ownership, Func<bool> mayAct, TimeProvider time)
    {
        (_settings, _open, _ownership, _mayAct, _time) = (settings, open, ownership, mayAct, time);
        _calendar = new StoreCalendar(time.GetUtcNow() - Every);   // whoever takes over begins with an hour's work
        _places = [.. sources.DistinctBy(source => settings.PlaceOf(source.Path))];
        _alarm = new Alarm(Context.System.Scheduler, Self, Begin.Now);
        Receive<Begin>(_ => AskWhoIsThere());
        Receive<OwnershipProtocol.MembersAre>(CleanAll);
        Receive<BatchDone>(Go);
        Receive<BatchFailed>(Skip);
    }

    protected override void PreStart()
    {
        _store = _open(_settings);
        Self.Tell(Begin.Now);
    }

    protected override void PostStop()
    {
        _alarm.Cancel();
        _stop.Cancel();
        if (_store is { } store) _ = store.DisposeAsync().AsTask();
    }

    private void AskWhoIsThere()
    {
        _alarm.Set(Every);
        _ownership.Tell(new OwnershipProtocol.GetMembers());
    }

    /// <summary>Not sure who is there: then nothing is known to be no longer configured.</summary>
    private void CleanAll(OwnershipProtocol.MembersAre members)
    {
        if (!_todo.IsEmpty) return;
        _configured = members.Unsure is null && members.Peers.Count > 0 ? [.. members.Owners.Keys] : null;
        _todo = [.. _places];
        Next();
    }

    private void Next()
    {
        if (_todo.IsEmpty) return;
        var (source, now) = (_todo.Peek(), _time.GetUtcNow());
        var tidying = new Tidying(now - LeftoversAfter, now - _settings.TrashKeep, _configured, MostAtOnce);
        var work = _calendar.Due(now, marksOnly: false);
        Task.Run(() => CleanAsync(_store!, source, tidying, work ?? StoreWork.Urgent), _stop.Token).PipeTo(Self, Self, failure: cause => new BatchFailed(source, cause.GetBaseException().Message));
    }

    private async Task<BatchDone> CleanAsync(IBackupStore store, SourceLocation source, Tidying tidying, StoreWork work)
    {
        if (await store.OpenAsync(source, null, PlaceUse.Read, _stop.Token) is not PlaceOpening.Here) return new BatchDone(source, new Tidied(0, 0, More: false), []);
        return new BatchDone(source, await store.TidyAsync(source, tidying, _mayAct, _stop.Token), await store.MaintainAsync(work, _mayAct, _stop.Token));
    }

    private void Go(BatchDone done)
    {
        if (done.Removed is { Temporary: > 0 } or { Trash: > 0 })
            _log.Info("cleaned store {Store} at {Place}: {Temporary} half-written files, {Trash} snapshots of sources that are no longer configured",
                [_settings.Name, _settings.PlaceOf(done.Source.Path), done.Removed.Temporary, done.Removed.Trash]);
        if (!done.Tended.IsEmpty) _log.Info("tended store {Store}: {Done}", _settings.Name, string.Join("; ", done.Tended));
        if (!done.Removed.More || !_mayAct()) _todo = _todo.Dequeue();
        Next();
    }

    private void Skip(BatchFailed failed)
    {
        _log.Warning("store {Store} at {Place} was not cleaned: {Reason}; it is tried again in an hour", _settings.Name, _settings.PlaceOf(failed.Source.Path), failed.Reason);
        _todo = _todo.Dequeue();
        Next();
    }

    private sealed record Begin
    {
        public static Begin Now { get; } = new();
    }

    private sealed record BatchDone(SourceLocation Source, Tidied Removed, ImmutableList<string> Tended);

    private sealed record BatchFailed(SourceLocation Source, string Reason);
}
