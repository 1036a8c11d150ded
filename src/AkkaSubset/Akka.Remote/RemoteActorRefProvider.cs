using Akka.Actor;
using Akka.Actor.Internal;
using Akka.Configuration;
using Akka.Event;

namespace Akka.Remote;

/// <summary>The provider of a system that others reach: paths with another system's address become remote refs.</summary>
/// <remarks>Its own actors have paths without host and port; these are added where a ref is written for others.</remarks>
public class RemoteActorRefProvider : ISystemTree
{
    private readonly LocalActorRefProvider _local;

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
    public Address DefaultAddress => _local.DefaultAddress;

    LocalActorRef ISystemTree.Guardian => _local.Guardian;
    LocalActorRef ISystemTree.SystemGuardian => _local.SystemGuardian;

    void ISystemTree.Init(ActorSystemImpl system) => Init(system);

    Task ISystemTree.Leave() => Leave();

    public ActorPath TempPath() => _local.TempPath();

    public void RegisterTempActor(IInternalActorRef actorRef, ActorPath path) => _local.RegisterTempActor(actorRef, path);

    public void UnregisterTempActor(ActorPath path) => _local.UnregisterTempActor(path);

    /// <summary>True for the addresses that mean this system.</summary>
    public bool HasAddress(Address address) => address == _local.DefaultAddress || address == DefaultAddress;

    public IActorRef RootGuardianAt(Address address) => HasAddress(address) ? RootGuardian : DeadLetters;

    public IActorRef ResolveActorRef(string path) => ActorPath.TryParse(path, out var parsed) ? ResolveActorRef(parsed) : DeadLetters;

    public IActorRef ResolveActorRef(ActorPath actorPath) => _local.ResolveActorRef(actorPath);

    public Address GetExternalAddressFor(Address address) => HasAddress(address) ? DefaultAddress : null;

    /// <summary>Refuses all traffic with that incarnation of a system for ever, and tells who watches its actors that they are dead.</summary>
    /// <param name="uid">Null for whichever incarnation is known; nothing happens if none is.</param>
    public void Quarantine(Address address, int? uid) { }

    internal virtual void Init(ActorSystemImpl system) => _local.Init(system);

    internal virtual Task Leave() => _local.Leave();
}
