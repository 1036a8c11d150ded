using Akka.Actor.Internal;
using Akka.Actor.Setup;
using Akka.Configuration;
using Akka.Dispatch;
using Akka.Event;

namespace Akka.Actor;

/// <summary>A tree of actors with what they share: threads, settings, event stream, scheduler. A process may have several.</summary>
public abstract class ActorSystem : IActorRefFactory, IDisposable
{
    protected ActorSystem() { }

    public abstract string Name { get; }
    public abstract Settings Settings { get; }
    public abstract Serialization.Serialization Serialization { get; }
    public abstract EventStream EventStream { get; }
    public abstract IActorRef DeadLetters { get; }
    public abstract ILoggingAdapter Log { get; }
    public abstract Dispatchers Dispatchers { get; }
    public abstract IScheduler Scheduler { get; }

    /// <summary>Done when the last actor is dead.</summary>
    public abstract Task WhenTerminated { get; }

    public static ActorSystem Create(string name) => Create(name, ConfigurationFactory.Load());

    /// <param name="name">Letters, digits and '-', the first no '-'.</param>
    public static ActorSystem Create(string name, Config config) => Start(name, config, ActorSystemSetup.Empty);

    public static ActorSystem Create(string name, BootstrapSetup setup) => Create(name, ActorSystemSetup.Create(setup));

    public static ActorSystem Create(string name, ActorSystemSetup setup)
    {
        var bootstrap = setup.Get<BootstrapSetup>();
        var config = bootstrap.HasValue ? bootstrap.Value.Config.GetOrElse(ConfigurationFactory.Load()) : ConfigurationFactory.Load();
        return Start(name, config, setup);
    }

    public abstract IActorRef ActorOf(Props props, string name = null);
    public abstract ActorSelection ActorSelection(ActorPath actorPath);
    public abstract ActorSelection ActorSelection(string actorPath);
    public abstract void Stop(IActorRef actor);

    /// <summary>Stops all actors, after a coordinated shutdown if the settings say so.</summary>
    public abstract Task Terminate();

    /// <summary>Runs the code when all actors are dead; the last registered first.</summary>
    public abstract void RegisterOnTermination(Action code);

    public abstract object RegisterExtension(IExtensionId extension);
    public abstract object GetExtension(IExtensionId extensionId);
    public abstract T GetExtension<T>() where T : class, IExtension;
    public abstract bool HasExtension(Type type);
    public abstract bool HasExtension<T>() where T : class, IExtension;
    public abstract bool TryGetExtension(Type extensionType, out object extension);
    public abstract bool TryGetExtension<T>(out T extension) where T : class, IExtension;

    /// <summary>Terminates the system without waiting for it.</summary>
    public void Dispose()
    {
        _ = Terminate();
        GC.SuppressFinalize(this);
    }

    private static ActorSystemImpl Start(string name, Config config, ActorSystemSetup setup)
    {
        var system = new ActorSystemImpl(name, config, setup);
        system.Start();
        return system;
    }
}

/// <summary>What extensions may use of a system beyond what actors may.</summary>
public abstract class ExtendedActorSystem : ActorSystem
{
    protected ExtendedActorSystem() { }

    public abstract IActorRefProvider Provider { get; }
    public abstract IInternalActorRef Guardian { get; }
    public abstract IInternalActorRef SystemGuardian { get; }
    public abstract IInternalActorRef LookupRoot { get; }

    /// <summary>Makes an actor below <c>/system</c>, which lives until all users' actors are dead.</summary>
    public abstract IActorRef SystemActorOf(Props props, string name = null);

    public abstract IActorRef SystemActorOf<TActor>(string name = null) where TActor : ActorBase, new();
}
