using Akka.Actor;
using Akka.Cluster.Tools.Singleton.Serialization;
using Akka.Event;

namespace Akka.Cluster.Tools.Singleton;

/// <summary>Does what <see cref="SingletonLife"/> says: starts and stops the singleton, its child, and talks to the managers of the other nodes.</summary>
internal sealed class SingletonManagerActor : ReceiveActor, IWithTimers
{
    private const string RetryTimer = "retry";

    private readonly Props _singletonProps;
    private readonly object _terminationMessage;
    private readonly ClusterSingletonManagerSettings _settings;
    private readonly Cluster _cluster = Cluster.Get(Context.System);
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private readonly TaskCompletionSource<Done> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly SingletonLease _lease;
    private KnownMembers _members;
    private SingletonLife _life;
    private IActorRef _singleton = ActorRefs.Nobody;

    public SingletonManagerActor(Props singletonProps, object terminationMessage, ClusterSingletonManagerSettings settings)
    {
        (_singletonProps, _terminationMessage, _settings) = (singletonProps, terminationMessage, settings);
        _lease = settings.LeaseSettings is null ? null : SingletonLease.Of(Context, _cluster, settings.LeaseSettings);
        (_life, _members) = (new SingletonLife(_cluster.SelfUniqueAddress, UsesLease: _lease is not null), new KnownMembers(settings.Role));
        Receive<ClusterEvent.CurrentClusterState>(MembersChange);
        Receive<ClusterEvent.IMemberEvent>(MembersChange);
        Receive<HandOverToMe>(asked => On(new SingletonInput.HandOverAsked(Sender.Path.Address, asked.Uid)));
        Receive<HandOverInProgress>(_ => _log.Debug("Singleton [{0}] is ending at [{1}]", Self.Path, Sender.Path.Address));
        Receive<HandOverDone>(done => On(new SingletonInput.HandOverDone(new UniqueAddress(Sender.Path.Address, done.Uid))));
        Receive<SingletonInput>(On);
        Receive<Terminated>(_ => SingletonEnded());
    }

    public ITimerScheduler Timers { get; set; }

    protected override void PreStart()
    {
        ClusterSingletonMessageSerializer.Register(Context.System);
        _cluster.Subscribe(Self, ClusterEvent.InitialStateAsSnapshot, typeof(ClusterEvent.IMemberEvent));
        var self = Self;
        CoordinatedShutdown.Get(Context.System).AddTask(CoordinatedShutdown.PhaseClusterExiting, $"end-singleton-{Self.Path.Name}", () =>
        {
            self.Tell(new SingletonInput.NodeEnds(), ActorRefs.NoSender);
            return _ended.Task;
        });
    }

    protected override void PostStop()
    {
        _cluster.Unsubscribe(Self);
        _lease?.Abandon();
        _ended.TrySetResult(Done.Instance);
    }

    private void MembersChange(object message)
    {
        var self = _cluster.SelfUniqueAddress;
        if (message is ClusterEvent.MemberRemoved { PreviousStatus: MemberStatus.Down } lost && lost.Member.UniqueAddress != self && _members.Find(lost.Member.UniqueAddress) is not null)
            On(new SingletonInput.MemberLost(lost.Member.UniqueAddress));
        _members = _members.After(message);
        On(new SingletonInput.MembersChanged(AgeView.Of(_members, self)));
    }

    private void SingletonEnded()
    {
        if (_life.State == ClusterSingletonState.Oldest)
            _log.Info("The singleton [{0}] has ended by itself; it is not started again here", _singleton.Path);
        _singleton = ActorRefs.Nobody;
        On(new SingletonInput.SingletonStopped());
    }

    private void On(SingletonInput input)
    {
        var before = _life.State;
        (_life, var deeds) = _life.On(input);
        if (_life.State != before)
        {
            _log.Info("Singleton [{0}]: this node was [{1}] and is [{2}]", Self.Path, before, _life.State);
            SetRetryTimer();
        }

        foreach (var deed in deeds) Do(deed);
    }

    private void Do(SingletonDeed deed)
    {
        switch (deed)
        {
            case SingletonDeed.AskToHandOver ask: Manager(ask.To.Address).Tell(new HandOverToMe(ask.To.Uid), Self); break;
            case SingletonDeed.SayInProgress say: Manager(say.To).Tell(HandOverInProgress.Instance, Self); break;
            case SingletonDeed.SayDone say: Manager(say.To).Tell(new HandOverDone(say.Uid), Self); break;
            case SingletonDeed.StartSingleton: _singleton = Context.Watch(Context.ActorOf(_singletonProps, _settings.SingletonName)); break;
            case SingletonDeed.StopSingleton: _singleton.Tell(_terminationMessage, Self); break;
            case SingletonDeed.AcquireLease: _lease.Acquire(); break;
            case SingletonDeed.ReleaseLease: _lease.Release(); break;
            case SingletonDeed.AwaitMargin lost: Timers.StartSingleTimer(lost, new SingletonInput.MarginPassed(lost.Node), Margin); break;
            case SingletonDeed.SayEnded: _ended.TrySetResult(Done.Instance); break;
            default: throw new NotSupportedException($"A singleton's manager cannot do {deed.GetType().Name}.");
        }
    }

    private TimeSpan Margin => _settings.RemovalMargin > TimeSpan.Zero ? _settings.RemovalMargin : _cluster.DowningProvider.DownRemovalMargin;

    private ActorSelection Manager(Address node) => Context.ActorSelection(new RootActorPath(node) / Self.Path.Elements);

    private void SetRetryTimer()
    {
        Timers.Cancel(RetryTimer);
        if (_life.State == ClusterSingletonState.BecomingOldest) Retry(_settings.HandOverRetryInterval);
        if (_life.State == ClusterSingletonState.AcquiringLease) Retry(_settings.LeaseSettings.LeaseRetryInterval);
    }

    private void Retry(TimeSpan every) => Timers.StartPeriodicTimer(RetryTimer, new SingletonInput.RetryDue(), every);
}
