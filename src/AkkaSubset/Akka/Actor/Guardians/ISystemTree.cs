using Akka.Actor.Internal;

namespace Akka.Actor;

/// <summary>What a system needs of its provider beyond what actors may use.</summary>
/// <remarks>A provider has a public constructor of (string systemName, Settings, EventStream); the setting <c>akka.actor.provider</c> names its class.</remarks>
internal interface ISystemTree : IActorRefProvider
{
    /// <summary>The parent of users' actors, from <see cref="Init"/> on.</summary>
    LocalActorRef Guardian { get; }

    LocalActorRef SystemGuardian { get; }

    /// <summary>Starts the guardians, and finds out by what address others will reach this system. Loggers and extensions come later.</summary>
    void Init(ActorSystemImpl system);

    /// <summary>Lets others in. The loggers listen by now.</summary>
    void Open();

    /// <summary>Called once, when all users' actors are dead and the system's actors are not: the last moment to talk to others.</summary>
    Task Leave();
}
