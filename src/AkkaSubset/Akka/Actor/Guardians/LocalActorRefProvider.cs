using System.Collections.Concurrent;
using Akka.Actor.Internal;
using Akka.Dispatch;

namespace Akka.Actor;

/// <summary>The provider of a system that nobody else reaches.</summary>
internal sealed class LocalActorRefProvider : IActorRefProvider
{
    private readonly ActorSystemImpl _system;
    private readonly ConcurrentDictionary<string, IInternalActorRef> _temps = new();
    private long _tempNames;

    public LocalActorRefProvider(ActorSystemImpl system)
    {
        _system = system;
        DefaultAddress = new Address("akka", system.Name);
        RootPath = new RootActorPath(DefaultAddress);
        DeadLetters = new DeadLetterActorRef(this, RootPath / "deadLetters", system.EventStream);
        TempContainer = new TempContainerRef(this, RootPath / "temp", _temps);
    }

    public ActorPath RootPath { get; }
    public Settings Settings => _system.Settings;
    public Address DefaultAddress { get; }
    public IActorRef DeadLetters { get; }
    public IInternalActorRef TempContainer { get; }
    public LocalActorRef Root { get; private set; }
    public LocalActorRef UserGuardian { get; private set; }
    public LocalActorRef SystemGuardian { get; private set; }

    IInternalActorRef IActorRefProvider.RootGuardian => Root;
    public LocalActorRef RootGuardian => Root;

    public void StartGuardians()
    {
        var dispatcher = _system.Dispatchers.Lookup(Dispatchers.DefaultDispatcherId);
        Root = new LocalActorRef(_system, Props.Create(() => new RootGuardianActor(_system)), dispatcher, new BeyondRoot(_system, RootPath), RootPath);
        Root.Start();
        var users = SupervisorStrategyConfigurator.CreateConfigurator(Settings.SupervisorStrategyClass).Create();
        SystemGuardian = Root.Cell.AttachChild(Props.Create<GuardianActor>(), "system", isSystem: true);
        UserGuardian = Root.Cell.AttachChild(Props.Create<GuardianActor>().WithSupervisorStrategy(users), "user", isSystem: true);
        Root.Tell(new RootGuardianActor.Watch(UserGuardian, SystemGuardian), ActorRefs.NoSender);
    }

    public ActorPath TempPath() => TempContainer.Path / ActorNames.Generated(Interlocked.Increment(ref _tempNames));

    public void RegisterTempActor(IInternalActorRef actorRef, ActorPath path) => _temps[path.Name] = actorRef;

    public void UnregisterTempActor(ActorPath path) => _temps.TryRemove(path.Name, out _);

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

    private EmptyLocalActorRef Missing(ActorPath path) => new(this, path, _system.EventStream);
}
