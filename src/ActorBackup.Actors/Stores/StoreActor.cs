using System.Collections.Immutable;
using ActorBackup.Actors.Hosting;
using ActorBackup.Actors.Supervision;
using ActorBackup.Core.Settings;
using ActorBackup.Core.Sources;
using ActorBackup.Core.Stores;
using Akka.Actor;
using Akka.Event;
using Akka.Persistence;

namespace ActorBackup.Actors.Stores;

/// <summary>Owns one store: remembers the identity of each of its places and tells the sources whether their place is here, away or locked.</summary>
/// <remarks>Child of /stores. Looks again at places that are away every few seconds, and at one source's place per place that is here.
/// What a source does with a store it does itself; the store fails every operation whose place is not the known one.</remarks>
internal sealed class StoreActor : ReceivePersistentActor
{
    /// <summary>How long a returned place may go unnoticed.</summary>
    public static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(3);

    private readonly NodeParts _parts;
    private readonly StoreSettings _settings;
    private readonly IBackupStore _store;
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private readonly Alarm _look;
    private readonly Alarm _tend;
    private readonly StoreCalendar _calendar;
    private readonly CancellationTokenSource _stop = new();
    private readonly Dictionary<string, StoreIdentity> _identities = [];
    private readonly Dictionary<SourceId, Attendant> _attendants = [];
    private Task _closing = Task.CompletedTask;

    public static Props Props(NodeParts parts, StoreSettings settings, IBackupStore store) =>
        Akka.Actor.Props.Create(() => new StoreActor(parts, settings, store));

    public StoreActor(NodeParts parts, StoreSettings settings, IBackupStore store)
    {
        (_parts, _settings, _store) = (parts, settings, store);
        _look = new Alarm(Context.System.Scheduler, Self, Look.Instance);
        _tend = new Alarm(Context.System.Scheduler, Self, Tend.Instance);
        _calendar = new StoreCalendar(parts.Time.GetUtcNow());

        Recover<PlaceIdentified>(Remember);
        Command<StoreProtocol.Attend>(Attend);
        Command<StoreProtocol.Release>(Release);
        Command<Opened>(Judge);
        Command<Look>(_ => LookAround());
        Command<Tend>(_ => TendStore());
        Command<Tended>(Say);
    }

    public override string PersistenceId => $"store-{_parts.Node}-{_settings.Name}";

    private bool Remembers => _parts.Mode != NodeMode.ReadOnly;

    protected override void PreStart()
    {
        _look.Set(LookEvery);
        if (_parts.Mode == NodeMode.Run) _tend.Set(StoreCalendar.LookEvery);
    }

    protected override void OnPersistRejected(Exception cause, object @event, long sequenceNr)
    {
        base.OnPersistRejected(cause, @event, sequenceNr);
        Context.Stop(Self);
    }

    protected override void PostStop()
    {
        _look.Cancel();
        _tend.Cancel();
        _stop.Cancel();
    }

    private void Remember(PlaceIdentified e) => _identities[e.Place] = e.Identity;

    private void Attend(StoreProtocol.Attend message)
    {
        if (!_attendants.TryGetValue(message.Source.Id, out var attendant) || attendant.Source != message.Source)
            _attendants[message.Source.Id] = attendant = new Attendant(message.Source, _settings.PlaceOf(message.Source.Path), Sender);
        (attendant.Actor, attendant.Known) = (Sender, message.Known);
        attendant.Asked = true;
        LookAt(attendant);
    }

    private void Release(StoreProtocol.Release message)
    {
        if (!_attendants.Remove(message.Source.Id)) return;
        var (before, source) = (_closing, message.Source);
        _closing = Task.Run(() => CloseAsync(before, source));
    }

    private async Task CloseAsync(Task before, SourceLocation source)
    {
        await before;
        try
        {
            await _store.CloseAsync(source);
        }
        catch (IOException failure)
        {
            _log.Warning(failure, "the lock of {SourceId} in {Store} could not be given back", source.Id, _settings.Name);
        }
    }

    private void LookAt(Attendant attendant)
    {
        attendant.Again = attendant.Looking || FirstContactUnderWay(attendant);
        if (attendant.Again) return;
        attendant.Looking = true;
        var (known, use, source, stop, closing) = (_identities.GetValueOrDefault(attendant.Place) ?? attendant.Known, Remembers ? PlaceUse.Run : PlaceUse.Read, attendant.Source, _stop.Token, _closing);
        Task.Run(() => OpenAsync(closing, source, known, use, stop), stop).PipeTo(
            Self, Self, opening => new Opened(source, opening),
            failure => new Opened(source, new PlaceOpening.Away(attendant.Place, failure.GetBaseException().Message)));
    }

    /// <summary>A source that comes back must not lose its lock to a closing that was begun before.</summary>
    private async Task<PlaceOpening> OpenAsync(Task closing, SourceLocation source, StoreIdentity? known, PlaceUse use, CancellationToken stop)
    {
        await closing.WaitAsync(stop);
        return await _store.OpenAsync(source, known, use, stop);
    }

    /// <summary>Two sources that meet a new place at once must not both make its identity.</summary>
    private bool FirstContactUnderWay(Attendant attendant) =>
        !_identities.ContainsKey(attendant.Place) && _attendants.Values.Any(other => other != attendant && other.Looking && other.Place == attendant.Place);

    private void Judge(Opened message)
    {
        if (!_attendants.TryGetValue(message.Source.Id, out var attendant) || attendant.Source != message.Source) return;
        if (message.Opening is PlaceOpening.Here here && Remembers && !_identities.ContainsKey(attendant.Place))
            Persist(new PlaceIdentified(attendant.Place, here.Identity, _parts.Time.GetUtcNow()), e =>
            {
                Remember(e);
                _log.Info("store {Store} has a place at {Place}, identity {Identity}", _settings.Name, e.Place, e.Identity);
                Conclude(attendant, message.Opening);
            });
        else Conclude(attendant, message.Opening);
    }

    private void Conclude(Attendant attendant, PlaceOpening opening)
    {
        var changed = attendant.Last?.GetType() != opening.GetType();
        (attendant.Looking, attendant.Last) = (false, opening);
        if (changed || attendant.Asked) attendant.Actor.Tell(new StoreProtocol.PlaceIs(_settings.Name, opening));
        if (changed) LookAtOthersOf(attendant.Place, opening);
        attendant.Asked = false;
        foreach (var waiting in _attendants.Values.Where(a => a.Again && a.Place == attendant.Place).ToList()) LookAt(waiting);
    }

    /// <summary>One source per place is looked at regularly; when it finds a change, the others follow.</summary>
    private void LookAtOthersOf(string place, PlaceOpening opening)
    {
        foreach (var other in _attendants.Values.Where(a => a.Place == place && a.Last is not null && a.Last.GetType() != opening.GetType()).ToList()) LookAt(other);
    }

    private void LookAround()
    {
        _look.Set(LookEvery);
        foreach (var attendant in _attendants.Values.Where(a => a.Last is not PlaceOpening.Here).ToList()) LookAt(attendant);
        foreach (var representative in _attendants.Values.Where(a => a.Last is PlaceOpening.Here).DistinctBy(a => a.Place).ToList()) LookAt(representative);
    }

    /// <summary>A store of shared sources is tended by the cluster's singleton, but for what only this process knows.</summary>
    private void TendStore()
    {
        _tend.Set(StoreCalendar.LookEvery);
        var isHere = _attendants.Values.Any(a => a.Last is PlaceOpening.Here);
        if (!isHere || _calendar.Due(_parts.Time.GetUtcNow(), marksOnly: _attendants.Values.Any(a => a.Source.Shared)) is not { } work) return;
        _tend.Cancel();   // one at a time
        var (store, stop) = (_store, _stop.Token);
        Task.Run(() => store.MaintainAsync(work, () => !stop.IsCancellationRequested, stop), stop)
            .PipeTo(Self, Self, done => new Tended(done, null), failure => new Tended([], failure.GetBaseException().Message));
    }

    private void Say(Tended tended)
    {
        _tend.Set(StoreCalendar.LookEvery);
        if (tended.Failure is { } reason) _log.Warning("store {Store} was not tended: {Reason}; it is tried again in an hour", _settings.Name, reason);
        else if (!tended.Done.IsEmpty) _log.Info("tended store {Store}: {Done}", _settings.Name, string.Join("; ", tended.Done));
    }

    private sealed record Tended(ImmutableList<string> Done, string? Failure);

    private sealed record Tend
    {
        public static Tend Instance { get; } = new();
    }

    private sealed record Opened(SourceLocation Source, PlaceOpening Opening);

    private sealed record Look
    {
        public static Look Instance { get; } = new();
    }
}
