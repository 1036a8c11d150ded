using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Akka.Actor.Setup;
using Akka.Configuration;
using Akka.Dispatch;
using Akka.Event;

namespace Akka.Actor.Internal;

/// <summary>The one implementation of a system: puts its parts together, starts and ends them.</summary>
internal sealed partial class ActorSystemImpl : ExtendedActorSystem
{
    private readonly ConcurrentDictionary<Type, Lazy<object>> _extensions = new();
    private readonly ConcurrentStack<Action> _terminationCallbacks = new();
    private readonly TaskCompletionSource _terminated = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ISystemTree _provider;
    private readonly LoggerStart _loggers;
    private IActorRef _deadLetterListener;
    private int _terminating;

    public ActorSystemImpl(string name, Config config, ActorSystemSetup setup)
    {
        if (!NameShape().IsMatch(name))
        {
            throw new ArgumentException(
                $"'{name}' is not a name of an actor system. Use letters, digits and '-', beginning with a letter or digit.", nameof(name));
        }

        Name = name;
        Settings = new Settings(this, config ?? Config.Empty, setup);
        EventStream = new EventStream(Settings.DebugEventStream);
        _loggers = new LoggerStart(this);
        _loggers.StartStandardOut();
        Log = Logging.GetLogger(this, this);
        Scheduler = (IScheduler)Activator.CreateInstance(TypeByName.Find(Settings.SchedulerClass, "akka.scheduler.implementation"), Settings.Config, Log);
        Dispatchers = new Dispatchers(this);
        _provider = ProviderChoice.Make(name, Settings, EventStream);
        Serialization = new Serialization.Serialization(this);
    }

    public override string Name { get; }
    public override Settings Settings { get; }
    public override EventStream EventStream { get; }
    public override ILoggingAdapter Log { get; }
    public override IScheduler Scheduler { get; }
    public override Dispatchers Dispatchers { get; }
    public override Serialization.Serialization Serialization { get; }
    public override IActorRefProvider Provider => _provider;
    public override IActorRef DeadLetters => _provider.DeadLetters;
    public override IInternalActorRef LookupRoot => _provider.RootGuardian;
    public override IInternalActorRef Guardian => _provider.Guardian;
    public override IInternalActorRef SystemGuardian => _provider.SystemGuardian;
    public override Task WhenTerminated => _terminated.Task;

    public void Start()
    {
        try
        {
            _provider.Init(this);
            _loggers.StartLoggers();
            _provider.Open();
            if (Settings.LogDeadLetters > 0)
                _deadLetterListener = SystemActorOf<DeadLetterListener>("deadLetterListener");
            LoadExtensions();
        }
        catch
        {
            FinalTerminate();
            throw;
        }
    }

    public override IActorRef ActorOf(Props props, string name = null) => _provider.Guardian.Cell.ActorOf(props, name);

    public override IActorRef SystemActorOf(Props props, string name = null) => _provider.SystemGuardian.Cell.AttachChild(props, name, isSystem: true);

    public override IActorRef SystemActorOf<TActor>(string name = null) => SystemActorOf(Props.Create<TActor>(), name);

    public override ActorSelection ActorSelection(ActorPath actorPath) => Akka.Actor.ActorSelection.Of(_provider, actorPath);

    public override ActorSelection ActorSelection(string actorPath) => SelectionFrom(_provider.RootGuardian, actorPath);

    public ActorSelection SelectionFrom(IActorRef anchor, string path) => Akka.Actor.ActorSelection.Of(_provider, anchor, path);

    public override void Stop(IActorRef actor)
    {
        if (actor is LocalActorRef { Parent: LocalActorRef parent } && (parent == _provider.Guardian || parent == _provider.SystemGuardian))
            parent.Tell(new GuardianActor.StopChild(actor), ActorRefs.NoSender);
        else
            ((IInternalActorRef)actor).Stop();
    }

    public override void RegisterOnTermination(Action code) => _terminationCallbacks.Push(code);

    public override Task Terminate()
    {
        if (Settings.CoordinatedShutdownRunByActorSystemTerminate)
            _ = CoordinatedShutdown.Get(this).Run(CoordinatedShutdown.ActorSystemTerminateReason.Instance);
        else
            FinalTerminate();
        return WhenTerminated;
    }

    /// <summary>Stops all actors, whatever the settings say of a coordinated shutdown.</summary>
    public void FinalTerminate()
    {
        if (Interlocked.Exchange(ref _terminating, 1) != 0)
            return;
        if (!Settings.LogDeadLettersDuringShutdown)
            _deadLetterListener?.Tell(PoisonPill.Instance, ActorRefs.NoSender);
        _provider.Guardian?.Stop();
    }

    /// <summary>What is left to do for others, and for who reads the log, once users' actors are dead.</summary>
    public async Task<Done> LeaveAndStopLoggers()
    {
        try
        {
            await _provider.Leave().ConfigureAwait(false);
        }
        catch (Exception e)
        {
            Log.Error(e, "Could not take leave of other systems");
        }

        return await _loggers.StopLoggers().ConfigureAwait(false);
    }

    /// <summary>Called when the last actor is dead.</summary>
    public void FinishTermination()
    {
        foreach (var callback in _terminationCallbacks)
            Guarded(callback);
        (Scheduler as IDisposable)?.Dispose();
        _terminated.TrySetResult();
    }

    public override string ToString() => LookupRoot.Path.Root.Address.ToString();

    private void Guarded(Action callback)
    {
        try
        {
            callback();
        }
        catch (Exception e)
        {
            Log.Error(e, "A callback at the end of the system failed");
        }
    }

    [GeneratedRegex(@"\A[a-zA-Z0-9][a-zA-Z0-9-]*\z")]
    private static partial Regex NameShape();
}
