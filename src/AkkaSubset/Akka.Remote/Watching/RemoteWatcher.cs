using Akka.Actor;
using Akka.Dispatch.SysMsg;
using Akka.Event;

namespace Akka.Remote.Watching;

/// <summary>Watches actors of other systems for actors here, and actors here for other systems: one watch per actor, and one heartbeat per system.</summary>
/// <remarks>Child of <c>/system</c>, one per system, <c>remote-watcher</c>. Watches are said again whenever a connection came or went, and a death
/// is told again to who asks again, so that a lost word does no harm.</remarks>
internal class RemoteWatcher : ReceiveActor, IWithTimers
{
    public const string Name = "remote-watcher";

    private readonly RemoteSettings _settings;
    private readonly RemoteActorRefProvider _provider;
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private readonly Dictionary<Address, WatchedSystem> _systems = [];
    private readonly WatchedHere _here = new();

    public RemoteWatcher(RemoteActorRefProvider provider, RemoteSettings settings)
    {
        (_provider, _settings) = (provider, settings);
        Receive<WatchProtocol.WatchRemote>(watch => Add(watch.Watchee, watch.Watcher));
        Receive<WatchProtocol.UnwatchRemote>(unwatch => Remove(unwatch.Watchee, unwatch.Watcher));
        Receive<WatchProtocol.Linked>(linked => SayWatchesAgain(linked.Address));
        Receive<WatchProtocol.Gone>(gone => Bury(gone.Address));
        Receive<WatchProtocol.Watch>(watch => WatchHere(watch.Path, Sender.Path.Address));
        Receive<WatchProtocol.Unwatch>(unwatch => _here.Remove(unwatch.Path, Sender.Path.Address, Context));
        Receive<WatchProtocol.Died>(died => TellDeath(died, Sender.Path.Address));
        Receive<WatchProtocol.Heartbeat>(_ => Sender.Tell(new WatchProtocol.HeartbeatRsp(AddressUidExtension.Uid(Context.System))));
        Receive<WatchProtocol.HeartbeatRsp>(_ => Hear(Sender.Path.Address));
        Receive<Terminated>(terminated => TellOthers(terminated));
        Receive<Tick>(_ => SendHeartbeats());
        Receive<Reap>(_ => BuryTheSilent());
    }

    public ITimerScheduler Timers { get; set; }

    protected override void PreStart()
    {
        Timers.StartPeriodicTimer(nameof(Tick), Tick.Instance, _settings.WatchHeartbeatInterval);
        Timers.StartPeriodicTimer(nameof(Reap), Reap.Instance, _settings.WatchReaperInterval);
    }

    /// <summary>False for a system whose life is judged by somebody else, who quarantines it when it is over.</summary>
    protected virtual bool Judges(Address address) => true;

    private TimeSpan Now => Context.System.Scheduler.MonotonicClock;

    private void Add(IInternalActorRef watchee, IInternalActorRef watcher)
    {
        var address = watchee.Path.Address;
        if (!_systems.TryGetValue(address, out var system))
        {
            _systems[address] = system = new WatchedSystem(WatcherAt(address), Now);
            system.Watcher.Tell(WatchProtocol.Heartbeat.Instance);
        }

        if (system.Add(watchee, watcher))
            system.Watcher.Tell(new WatchProtocol.Watch(PathOf(watchee)));
    }

    private void Remove(IInternalActorRef watchee, IInternalActorRef watcher)
    {
        if (!_systems.TryGetValue(watchee.Path.Address, out var system) || !system.Remove(watchee, watcher))
            return;
        system.Watcher.Tell(new WatchProtocol.Unwatch(PathOf(watchee)));
        ForgetIfEmpty(watchee.Path.Address, system);
    }

    private void SayWatchesAgain(Address address)
    {
        if (!_systems.TryGetValue(address, out var system))
            return;
        foreach (var path in system.Paths)
            system.Watcher.Tell(new WatchProtocol.Watch(path));
    }

    private void TellDeath(WatchProtocol.Died died, Address address)
    {
        if (!_systems.TryGetValue(address, out var system))
            return;
        foreach (var (watchee, watcher) in system.TakeWatchers(died.Path))
            watcher.SendSystemMessage(new DeathWatchNotification(watchee, died.ExistenceConfirmed, addressTerminated: false));
        ForgetIfEmpty(address, system);
    }

    private void Bury(Address address)
    {
        _here.RemoveAll(address, Context);
        if (!_systems.Remove(address, out var system))
            return;
        foreach (var (watchee, watcher) in system.Paths.ToArray().SelectMany(system.TakeWatchers))
            watcher.SendSystemMessage(new DeathWatchNotification(watchee, existenceConfirmed: false, addressTerminated: true));
    }

    private void WatchHere(string path, Address by)
    {
        var actor = _provider.ResolveActorRef(path);
        if (actor is IInternalActorRef { IsLocal: true } && !_here.Add(path, by, actor, Context))
            _log.Warning("Does not watch {0} for {1}: too many actors here are watched from elsewhere", path, by);
    }

    private void TellOthers(Terminated terminated)
    {
        foreach (var (path, address) in _here.Take(terminated.ActorRef))
            WatcherAt(address).Tell(new WatchProtocol.Died(path, terminated.ExistenceConfirmed));
    }

    private void Hear(Address address)
    {
        if (_systems.TryGetValue(address, out var system))
            system.LastHeard = Now;
    }

    private void SendHeartbeats()
    {
        foreach (var system in _systems.Values)
            system.Watcher.Tell(WatchProtocol.Heartbeat.Instance);
    }

    private void BuryTheSilent()
    {
        var allowed = _settings.WatchAcceptablePause + _settings.WatchHeartbeatInterval;
        foreach (var (address, system) in _systems.ToArray())
        {
            if (!Judges(address))
                system.LastHeard = Now;
            if (Now - system.LastHeard <= allowed)
                continue;
            _log.Warning("{0} has been silent for {1}: its actors that are watched here count as dead", address, Now - system.LastHeard);
            Bury(address);
            _provider.Quarantine(address, null);
        }
    }

    private void ForgetIfEmpty(Address address, WatchedSystem system)
    {
        if (system.IsEmpty)
            _systems.Remove(address);
    }

    private IActorRef WatcherAt(Address address) => _provider.ResolveActorRef(new RootActorPath(address) / "system" / Name);

    private static string PathOf(IActorRef actor) => actor.Path.ToSerializationFormat();

    private sealed class Tick
    {
        public static readonly Tick Instance = new();
    }

    private sealed class Reap
    {
        public static readonly Reap Instance = new();
    }
}
