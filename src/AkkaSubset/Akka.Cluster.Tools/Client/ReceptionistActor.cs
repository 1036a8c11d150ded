using Akka.Actor;
using Akka.Event;

namespace Akka.Cluster.Tools.Client;

/// <summary>Takes what clients send to actors of this node, and gives the answers a way back.</summary>
internal sealed class ReceptionistActor : ReceiveActor, IWithTimers
{
    private readonly ClusterReceptionistSettings _settings;
    private readonly Cluster _cluster = Cluster.Get(Context.System);
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private readonly Dictionary<string, IActorRef> _services = [];
    private readonly Dictionary<IActorRef, Tunnel> _tunnels = [];
    private readonly Dictionary<IActorRef, TimeSpan> _lastHeard = [];
    private KnownMembers _members;
    private bool _leaving;

    public ReceptionistActor(ClusterReceptionistSettings settings)
    {
        (_settings, _members) = (settings, new KnownMembers(settings.Role));
        Receive<Register>(register => _services[Key(register.Service)] = Context.Watch(register.Service));
        Receive<Unregister>(unregister => Remove(unregister.Service));
        Receive<Terminated>(ended => Remove(ended.ActorRef));
        Receive<GetContacts>(_ => !_leaving, _ => Sender.Tell(Contacts(Sender.Path.ToString()), Self));
        Receive<GetContacts>(_ => { }); // who asks shall go to another node
        Receive<Heartbeat>(_ => HeardOf(Sender));
        Receive<Delivery>(delivery => Deliver(delivery, WayBack(Sender)));
        Receive<Relayed>(relayed => Deliver(new Delivery(relayed.Path, relayed.Message, Everywhere: false), Sender));
        Receive<ResponseTunnel.Idle>(CloseIfIdle);
        Receive<LookForSilent>(_ => RemoveSilent());
        Receive<ClusterEvent.CurrentClusterState>(state => _members = _members.After(state));
        Receive<ClusterEvent.IMemberEvent>(MemberChanges);
    }

    public ITimerScheduler Timers { get; set; }

    protected override void PreStart()
    {
        _cluster.Subscribe(Self, ClusterEvent.InitialStateAsSnapshot, typeof(ClusterEvent.IMemberEvent));
        Timers.StartPeriodicTimer(nameof(LookForSilent), new LookForSilent(), _settings.FailureDetectionInterval);
    }

    protected override void PostStop()
    {
        _cluster.Unsubscribe(Self);
        SendClientsAway();
    }

    private static string Key(IActorRef service) => service.Path.ToStringWithoutAddress();

    private TimeSpan Now => Context.System.Scheduler.MonotonicClock;

    private void Remove(IActorRef service)
    {
        if (!_services.TryGetValue(Key(service), out var registered) || !registered.Equals(service)) return;
        Context.Unwatch(service);
        _services.Remove(Key(service));
    }

    /// <summary>This node, and others in an order that differs from client to client, so that clients spread.</summary>
    private Contacts Contacts(string client)
    {
        var others = _members.Active
            .Select(member => member.Address)
            .Where(address => address != _cluster.SelfAddress)
            .OrderBy(address => StableHash.Of($"{client} {address}"))
            .Prepend(_cluster.SelfAddress);
        return new Contacts([.. others.Take(_settings.NumberOfContacts).Select(address => (new RootActorPath(address) / Self.Path.Elements).ToString())]);
    }

    private void MemberChanges(ClusterEvent.IMemberEvent change)
    {
        _members = _members.After(change);
        var isStaying = change.Member.Status is MemberStatus.Joining or MemberStatus.Up;
        if (!isStaying && change.Member.UniqueAddress == _cluster.SelfUniqueAddress) SendClientsAway();
    }

    /// <summary>When this node begins to leave: at the end of its system they could not be told any more.</summary>
    private void SendClientsAway()
    {
        _leaving = true;
        foreach (var client in _lastHeard.Keys) client.Tell(new ReceptionistShutdown(), Self);
        _lastHeard.Clear();
    }

    private void HeardOf(IActorRef client)
    {
        if (!_lastHeard.ContainsKey(client)) _log.Debug("Cluster client [{0}] has come", client.Path);
        _lastHeard[client] = Now;
        client.Tell(new HeartbeatRsp(), Self);
    }

    private void RemoveSilent()
    {
        foreach (var client in _lastHeard.Where(one => Now - one.Value > _settings.AcceptableHeartbeatPause).Select(one => one.Key).ToArray()) _lastHeard.Remove(client);
    }

    private void Deliver(Delivery delivery, IActorRef wayBack)
    {
        if (_services.TryGetValue(delivery.Path, out var service)) service.Tell(delivery.Message, wayBack);
        else if (!delivery.Everywhere) _log.Warning("A cluster client sends to [{0}], which is not registered here", delivery.Path);
        if (!delivery.Everywhere) return;
        foreach (var member in _members.Active.Where(member => member.UniqueAddress != _cluster.SelfUniqueAddress))
            Context.ActorSelection(new RootActorPath(member.Address) / Self.Path.Elements).Tell(new Relayed(delivery.Path, delivery.Message), wayBack);
    }

    /// <summary>The tunnel of a client; a new one if there is none.</summary>
    private IActorRef WayBack(IActorRef client)
    {
        var tunnel = _tunnels.TryGetValue(client, out var open)
            ? open with { Uses = open.Uses + 1 }
            : new Tunnel(Context.ActorOf(Props.Create(() => new ResponseTunnel(client, _settings.ResponseTunnelReceiveTimeout))), 1);
        _tunnels[client] = tunnel;
        tunnel.Actor.Tell(new ResponseTunnel.Used(tunnel.Uses), Self);
        return tunnel.Actor;
    }

    /// <summary>Unless something was sent through it since it found itself idle.</summary>
    private void CloseIfIdle(ResponseTunnel.Idle idle)
    {
        if (!_tunnels.TryGetValue(idle.Client, out var tunnel) || tunnel.Uses != idle.Uses) return;
        _tunnels.Remove(idle.Client);
        Context.Stop(tunnel.Actor);
    }

    public sealed record Register(IActorRef Service);

    public sealed record Unregister(IActorRef Service);

    private sealed record LookForSilent;

    /// <param name="Uses">How often a client has sent something since it was opened.</param>
    private sealed record Tunnel(IActorRef Actor, long Uses);
}
