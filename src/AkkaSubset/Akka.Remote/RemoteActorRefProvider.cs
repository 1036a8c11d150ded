using Akka.Actor;
using Akka.Actor.Internal;
using Akka.Configuration;
using Akka.Event;
using Akka.Remote.Transport;
using Akka.Remote.Watching;

namespace Akka.Remote;

/// <summary>The provider of a system that others reach: paths with another system's address become remote refs.</summary>
/// <remarks>Its own actors have paths without host and port; these are added where a ref is written for others.</remarks>
public class RemoteActorRefProvider : ISystemTree, IRemotingListener
{
    private readonly LocalActorRefProvider _local;
    private RemoteSettings _settings;
    private Remoting _remoting;
    private Outgoing _outgoing;

    public RemoteActorRefProvider(string systemName, Settings settings, EventStream eventStream)
    {
        settings.InjectTopLevelFallback(ConfigurationFactory.FromResource<RemoteActorRefProvider>("Akka.Remote.Configuration.remote.conf"));
        Settings = settings;
        _local = new LocalActorRefProvider(systemName, settings, eventStream, face: this);
    }

    public Settings Settings { get; }
    public ActorPath RootPath => _local.RootPath;
    public IActorRef DeadLetters => _local.DeadLetters;
    public IInternalActorRef RootGuardian => _local.RootGuardian;
    public IInternalActorRef TempContainer => _local.TempContainer;

    /// <summary>By which others know this system; known once it listens.</summary>
    public Address DefaultAddress => _remoting?.Address ?? _local.DefaultAddress;

    /// <summary>Told of every watch on an actor elsewhere.</summary>
    public IActorRef RemoteWatcher { get; private set; } = ActorRefs.Nobody;

    LocalActorRef ISystemTree.Guardian => _local.Guardian;
    LocalActorRef ISystemTree.SystemGuardian => _local.SystemGuardian;

    void ISystemTree.Init(ActorSystemImpl system) => Init(system);

    void ISystemTree.Open() => Open();

    Task ISystemTree.Leave() => Leave();

    void IRemotingListener.Linked(Address address) => RemoteWatcher.Tell(new WatchProtocol.Linked(address), ActorRefs.NoSender);

    void IRemotingListener.Gone(Address address) => RemoteWatcher.Tell(new WatchProtocol.Gone(address), ActorRefs.NoSender);

    public ActorPath TempPath() => _local.TempPath();

    public void RegisterTempActor(IInternalActorRef actorRef, ActorPath path) => _local.RegisterTempActor(actorRef, path);

    public void UnregisterTempActor(ActorPath path) => _local.UnregisterTempActor(path);

    /// <summary>True for the addresses that mean this system.</summary>
    public bool HasAddress(Address address) => address == _local.DefaultAddress || address == DefaultAddress;

    public IActorRef RootGuardianAt(Address address) => HasAddress(address) ? RootGuardian : ResolveActorRef(new RootActorPath(address));

    public IActorRef ResolveActorRef(string path) => ActorPath.TryParse(path, out var parsed) ? ResolveActorRef(parsed) : DeadLetters;

    public IActorRef ResolveActorRef(ActorPath actorPath)
    {
        var address = actorPath.Address;
        if (address == _local.DefaultAddress)
            return _local.ResolveActorRef(actorPath);
        if (address == DefaultAddress)
            return _local.ResolveActorRef(actorPath.Depth == 0 ? RootPath : (RootPath / actorPath.Elements).WithUid(actorPath.Uid));
        return address.Protocol == DefaultAddress.Protocol && address.HasGlobalScope ? new RemoteActorRef(this, actorPath) : _local.Missing(actorPath);
    }

    public Address GetExternalAddressFor(Address address) => HasAddress(address) || address.Protocol == DefaultAddress.Protocol ? DefaultAddress : null;

    /// <summary>Refuses all traffic with that incarnation of a system for ever, and tells who watches its actors that they are dead.</summary>
    /// <param name="uid">Null for whichever incarnation is known; nothing happens if none is.</param>
    public void Quarantine(Address address, int? uid) => _remoting.Quarantine(address, uid);

    /// <summary>The systems of a cluster are judged by the cluster, so it may have a watcher of its own kind.</summary>
    internal virtual Props RemoteWatcherProps(RemoteSettings settings) => Props.Create(() => new RemoteWatcher(this, settings));

    internal virtual void Init(ActorSystemImpl system)
    {
        _local.Init(system);
        _settings = new RemoteSettings(Settings.Config);
        _remoting = new Remoting(system, _settings, this);
        _outgoing = new Outgoing(_remoting);
        RemoteWatcher = system.SystemActorOf(RemoteWatcherProps(_settings), Watching.RemoteWatcher.Name);
    }

    internal virtual void Open() => _remoting.Start();

    internal virtual Task Leave() => _remoting?.StopAsync() ?? Task.CompletedTask;

    internal void Send(object message, IActorRef sender, RemoteActorRef recipient) => _outgoing.Send(message, sender, recipient);
}
