using Akka.Actor;
using Akka.Event;

namespace Akka.Cluster.Tools.Singleton;

/// <summary>Looks for the singleton on the oldest node, again and again until it answers, and keeps what it is told until then.</summary>
internal sealed class SingletonProxyActor : ReceiveActor, IWithTimers
{
    private const string SearchTimer = "search";

    private readonly IReadOnlyList<string> _path;
    private readonly ClusterSingletonProxySettings _settings;
    private readonly Cluster _cluster = Cluster.Get(Context.System);
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private readonly MessageBuffer _buffer;
    private KnownMembers _members;
    private IActorRef _singleton;

    public SingletonProxyActor(string singletonManagerPath, ClusterSingletonProxySettings settings)
    {
        _path = [.. singletonManagerPath.Split('/', StringSplitOptions.RemoveEmptyEntries), settings.SingletonName];
        (_settings, _members, _buffer) = (settings, new KnownMembers(settings.Role), new MessageBuffer(settings.BufferSize, Context.System));
        Receive<ClusterEvent.CurrentClusterState>(MembersChange);
        Receive<ClusterEvent.IMemberEvent>(MembersChange);
        Receive<Search>(_ => Identify());
        Receive<ActorIdentity>(Found);
        Receive<Terminated>(ended => ended.ActorRef.Equals(_singleton), _ => StartSearch());
        ReceiveAny(Pass);
    }

    public ITimerScheduler Timers { get; set; }

    protected override void PreStart() => _cluster.Subscribe(Self, ClusterEvent.InitialStateAsSnapshot, typeof(ClusterEvent.IMemberEvent));

    protected override void PostStop() => _cluster.Unsubscribe(Self);

    private void MembersChange(object message)
    {
        var before = _members.Oldest;
        _members = _members.After(message);
        if (!Equals(_members.Oldest, before)) StartSearch();
    }

    private void StartSearch()
    {
        if (_singleton is not null) Context.Unwatch(_singleton);
        _singleton = null;
        Timers.StartPeriodicTimer(SearchTimer, Search.Instance, TimeSpan.Zero, _settings.SingletonIdentificationInterval);
    }

    private void Identify()
    {
        if (_members.Oldest is { } oldest) Context.ActorSelection(new RootActorPath(oldest.Address) / _path).Tell(new Identify(oldest.Address.ToString()), Self);
    }

    /// <summary>The answer of a node that was the oldest when it was asked, and is not any more, counts for nothing.</summary>
    private void Found(ActorIdentity found)
    {
        if (found.Subject is null || _singleton is not null || !Equals(found.MessageId, _members.Oldest?.Address.ToString())) return;
        _log.Debug("The singleton is at [{0}]", found.Subject.Path);
        _singleton = Context.Watch(found.Subject);
        Timers.Cancel(SearchTimer);
        _buffer.Drain(_singleton.Tell);
    }

    private void Pass(object message)
    {
        if (_singleton is null) _buffer.Add(message, Sender);
        else _singleton.Forward(message);
    }

    private sealed record Search
    {
        public static readonly Search Instance = new();
    }
}
