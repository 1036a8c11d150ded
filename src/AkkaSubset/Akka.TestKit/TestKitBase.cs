using System.Diagnostics;
using Akka.Actor;
using Akka.Actor.Setup;
using Akka.Configuration;
using Akka.Event;
using Akka.TestKit.Configs;
using Akka.TestKit.Internal;

namespace Akka.TestKit;

/// <summary>A test that is an actor's other end: it has a system, a test actor, and what that one gets.</summary>
/// <remarks>One part per family of expectations. Times without a value are <c>akka.test.single-expect-default</c>, or what is left of a
/// <c>Within</c> around them.</remarks>
public abstract partial class TestKitBase : IActorRefFactory
{
    private readonly ITestKitAssertions _assertions;
    private readonly TestQueue _queue = new();
    private MessageEnvelope _last = NullMessageEnvelope.Instance;
    private bool _lastWasNoMsg;
    private TimeSpan? _end;

    protected TestKitBase(ITestKitAssertions assertions, ActorSystem system = null, string testActorName = null)
        : this(assertions, system, ActorSystemSetup.Empty, null, testActorName) { }

    protected TestKitBase(ITestKitAssertions assertions, Config config, string actorSystemName = null, string testActorName = null)
        : this(assertions, null, ActorSystemSetup.Create(BootstrapSetup.Create().WithConfig(config)), actorSystemName, testActorName) { }

    protected TestKitBase(ITestKitAssertions assertions, ActorSystemSetup setup, string actorSystemName = null, string testActorName = null)
        : this(assertions, null, setup, actorSystemName, testActorName) { }

    protected TestKitBase(
        ITestKitAssertions assertions, ActorSystem system, ActorSystemSetup config, string actorSystemName, string testActorName)
    {
        _assertions = assertions ?? throw new ArgumentNullException(nameof(assertions), "A test kit needs the assertions of a test framework.");
        InitializeTest(system, config, actorSystemName, testActorName);
    }

    public static Config DefaultConfig => TestConfigs.DefaultConfig;

    public static Config FullDebugConfig { get; } = ConfigurationFactory.ParseString("""
        akka {
          loglevel = DEBUG
          log-dead-letters-during-shutdown = on
          actor.debug { unhandled = on, event-stream = on }
        }
        """);

    /// <summary>A clock that only goes forward.</summary>
    public static TimeSpan Now => Stopwatch.GetElapsedTime(0);

    public ActorSystem Sys { get; private set; }

    public TestKitSettings TestKitSettings { get; private set; }

    public EventFilterFactory EventFilter { get; private set; }

    public ILoggingAdapter Log { get; private set; }

    /// <summary>The actor whose messages this test expects; the implied sender of what it tells.</summary>
    public IActorRef TestActor { get; private set; }

    /// <summary>Who sent the message that was taken last.</summary>
    public IActorRef LastSender => _last.Sender;

    /// <summary>The message that was taken last; null if none came in time.</summary>
    public object LastMessage => _last.Message;

    /// <summary>True if messages wait to be expected.</summary>
    public bool HasMessages => _queue.Count > 0;

    public EventFilterFactory CreateEventFilter(ActorSystem system) => new(this, system);

    internal ITestKitAssertions Assertions => _assertions;

    public virtual TestProbe CreateTestProbe(string name = null) => CreateTestProbe(Sys, name);

    public virtual TestProbe CreateTestProbe(ActorSystem system, string name = null) => new(system, _assertions, name);

    /// <summary>Makes another actor whose messages this test expects.</summary>
    public IActorRef CreateTestActor(string name) => MakeTestActor(name);

    /// <summary>The test actor still gets these, but the test never sees them.</summary>
    public void IgnoreMessages(Func<object, bool> shouldIgnoreMessage) =>
        TestActor.Tell(new TestActor.SetIgnore(message => shouldIgnoreMessage(message)), ActorRefs.NoSender);

    public void IgnoreMessages<TMsg>() => IgnoreMessages(message => message is TMsg);

    public void IgnoreMessages<TMsg>(Func<TMsg, bool> shouldIgnoreMessage) => IgnoreMessages(message => message is TMsg fitting && shouldIgnoreMessage(fitting));

    public void IgnoreNoMessages() => TestActor.Tell(new TestActor.SetIgnore(null), ActorRefs.NoSender);

    public void SetAutoPilot(AutoPilot pilot) => TestActor.Tell(new TestActor.SetAutoPilot(pilot), ActorRefs.NoSender);

    public IActorRef Watch(IActorRef actorToWatch)
    {
        TestActor.Tell(new TestActor.Watch(actorToWatch), ActorRefs.NoSender);
        return actorToWatch;
    }

    public Task<IActorRef> WatchAsync(IActorRef actorToWatch) => Task.FromResult(Watch(actorToWatch));

    public IActorRef Unwatch(IActorRef actorToUnwatch)
    {
        TestActor.Tell(new TestActor.Unwatch(actorToUnwatch), ActorRefs.NoSender);
        return actorToUnwatch;
    }

    public Task<IActorRef> UnwatchAsync(IActorRef actorToUnwatch) => Task.FromResult(Unwatch(actorToUnwatch));

    /// <param name="duration">How long it may take; 5 seconds if null.</param>
    /// <param name="verifySystemShutdown">Fails the test if it takes longer.</param>
    public virtual void Shutdown(TimeSpan? duration = null, bool verifySystemShutdown = false) => Shutdown(Sys, duration, verifySystemShutdown);

    protected virtual void Shutdown(ActorSystem system, TimeSpan? duration = null, bool verifySystemShutdown = false)
    {
        var patience = duration ?? Dilated(TimeSpan.FromSeconds(5));
        if (!system.Terminate().Wait(patience) && verifySystemShutdown)
            _assertions.Fail($"{system.Name} did not terminate within {patience}.");
    }

    protected virtual void InitializeTest(ActorSystem system, ActorSystemSetup config, string actorSystemName, string testActorName)
    {
        Sys = system ?? ActorSystem.Create(actorSystemName ?? "test", WithDefaults(config));
        TestKitSettings = TestKitExtension.For(Sys);
        Log = Logging.GetLogger(Sys, GetType());
        EventFilter = new EventFilterFactory(this);
        TestActor = MakeTestActor(testActorName ?? $"testActor{TestKitSettings.NextTestActor()}");
        if (this is INoImplicitSender)
            return;
        ActorCell.Current = ((LocalActorRef)TestActor).Cell;
        SynchronizationContext.SetSynchronizationContext(new CellKeepingContext(ActorCell.Current));
    }

    /// <summary>The thread's next test shall not tell as this one's actor.</summary>
    internal void Forget()
    {
        if (ActorCell.Current == ((LocalActorRef)TestActor).Cell)
            ActorCell.Current = null;
        if (SynchronizationContext.Current is CellKeepingContext)
            SynchronizationContext.SetSynchronizationContext(null);
    }

    private static ActorSystemSetup WithDefaults(ActorSystemSetup setup)
    {
        var bootstrap = setup.Get<BootstrapSetup>();
        return setup.WithSetup((bootstrap.HasValue ? bootstrap.Value : BootstrapSetup.Create()).WithConfigFallback(DefaultConfig));
    }

    private IActorRef MakeTestActor(string name)
    {
        Sys.Dispatchers.Register(InlineDispatcher.Id, new InlineDispatcher());
        var queue = _queue;
        return ((ExtendedActorSystem)Sys).SystemActorOf(Props.Create(() => new InternalTestActor(queue)).WithDispatcher(InlineDispatcher.Id), name);
    }
}
