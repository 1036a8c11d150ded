namespace Akka.Actor;

/// <summary>Finds refs by paths, and holds the fixed points of the tree.</summary>
public interface IActorRefProvider
{
    ActorPath RootPath { get; }
    Settings Settings { get; }
    IActorRef DeadLetters { get; }
    IInternalActorRef RootGuardian { get; }
    IInternalActorRef TempContainer { get; }

    /// <summary>The address others reach this system by.</summary>
    Address DefaultAddress { get; }

    /// <summary>A path for a ref that is no actor.</summary>
    ActorPath TempPath();

    void RegisterTempActor(IInternalActorRef actorRef, ActorPath path);

    void UnregisterTempActor(ActorPath path);

    /// <summary>The root guardian of the system at that address; dead letters if it cannot be reached.</summary>
    IActorRef RootGuardianAt(Address address);

    /// <summary>The ref of that path as it is now; one that drops into dead letters if there is none.</summary>
    IActorRef ResolveActorRef(string path);

    IActorRef ResolveActorRef(ActorPath actorPath);

    /// <summary>Null if the address cannot be reached.</summary>
    Address GetExternalAddressFor(Address address);
}
