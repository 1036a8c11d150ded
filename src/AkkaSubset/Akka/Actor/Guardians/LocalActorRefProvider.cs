using System.Collections.Concurrent;
using Akka.Actor.Internal;
using Akka.Dispatch;
using Akka.Event;

namespace Akka.Actor;

/// <summary>The provider of a system that nobody else reaches, and the local half of one that others do.</summary>
internal sealed class LocalActorRefProvider : ISystemTree
{
    private readonly IActorRefProvider _face;
    private readonly EventStream _eventStream;
    private readonly ConcurrentDictionary<string, IInternalActorRef> _temps = new();
    private long _tempNames;

    public LocalActorRefProvider(string systemName, Settings settings, EventStream eventStream) : this(systemName, settings, eventStream, null) { }

    /// <param name="face">The provider that refs name as theirs; null for this one.</param>
    public LocalActorRefProvider(string systemName, Settings settings, EventStream eventStream, IActorRefProvider face)
    {
        (Settings, _eventStream, _face) = (settings, eventStream, face ?? this);
        DefaultAddress = new Address("akka", systemName);
        RootPath = new RootActorPath(DefaultAddress);
        DeadLetters = new DeadLetterActorRef(_face, RootPath / "deadLetters", eventStream);
        TempContainer = new TempContainerRef(_face, RootPath / "temp", _temps);
    }

    public ActorPath RootPath { get; }
    public Settings Settings { get; }
    public Address DefaultAddress { get; }
    public IActorRef DeadLetters { get; }
    public IInternalActorRef TempContainer { get; }
    public LocalActorRef Root { get; private set; }
    public LocalActorRef Guardian { get; private set; }
    public LocalActorRef SystemGuardian { get; private set; }
    public IInternalActorRef RootGuardian => Root;

    public void Init(ActorSystemImpl system)
    {
        var dispatcher = system.Dispatchers.Lookup(Dispatchers.DefaultDispatcherId);
        Root = new LocalActorRef(system, Props.Create(() => new RootGuardianActor(system)), dispatcher, new BeyondRoot(system, RootPath), RootPath);
        Root.Start();
        var users = SupervisorStrategyConfigurator.CreateConfigurator(Settings.SupervisorStrategyClass).Create();
        SystemGuardian = Root.Cell.AttachChild(Props.Create<GuardianActor>(), "system", isSystem: true);
        Guardian = Root.Cell.AttachChild(Props.Create<GuardianActor>().WithSupervisorStrategy(users), "user", isSystem: true);
        Root.Tell(new RootGuardianActor.Watch(Guardian, SystemGuardian), ActorRefs.NoSender);
    }

    public void Open() { }

    public Task Leave() => Task.CompletedTask;

    public ActorPath TempPath() => TempContainer.Path / ActorNames.Generated(Interlocked.Increment(ref _tempNames));

    public void RegisterTempActor(IInternalActorRef actorRef, ActorPath path) => _temps[path.Name] = actorRef;

    public void UnregisterTempActor(ActorPath path) => _temps.TryRemove(path.Name, out _);

    public IActorRef RootGuardianAt(Address address) => address == DefaultAddress ? Root : DeadLetters;

    public IActorRef ResolveActorRef(string path) =>
        ActorPath.TryParse(path, out var parsed) ? ResolveActorRef(parsed) : DeadLetters;

    public IActorRef ResolveActorRef(ActorPath actorPath)
    {
        if (actorPath.Address != DefaultAddress)
            return Missing(actorPath);
        if (actorPath.Depth == 0)
            return Root;

        IActorRef found = actorPath.Elements[0] switch
        {
            "deadLetters" => DeadLetters,
            "temp" => TempContainer.GetChild([.. actorPath.Elements.Skip(1)]),
            _ => Root.GetChild(actorPath.Elements),
        };
        return found.IsNobody() || (actorPath.Uid != 0 && actorPath.Uid != found.Path.Uid) ? Missing(actorPath) : found;
    }

    public Address GetExternalAddressFor(Address address) => address == DefaultAddress ? address : null;

    /// <summary>A ref of this system to where no actor is.</summary>
    public EmptyLocalActorRef Missing(ActorPath path) => new(_face, path, _eventStream);
}
