using Akka.Actor;

namespace Akka.Cluster.Daemon;

/// <summary>Runs code once, when this node comes to a status. Child of <see cref="ClusterDaemon"/>.</summary>
internal sealed class StatusListener : ReceiveActor
{
    private readonly UniqueAddress _self;
    private readonly IActorRef _publisher;
    private readonly MemberStatus _status;
    private Action _callback;

    public StatusListener(UniqueAddress self, IActorRef publisher, MemberStatus status, Action callback)
    {
        (_self, _publisher, _status, _callback) = (self, publisher, status, callback);
        Receive<ClusterEvent.IMemberEvent>(OnMember);
    }

    public static Props Props(UniqueAddress self, IActorRef publisher, MemberStatus status, Action callback) =>
        Akka.Actor.Props.Create(() => new StatusListener(self, publisher, status, callback));

    private void OnMember(ClusterEvent.IMemberEvent change)
    {
        if (change.Member.UniqueAddress != _self || change.Member.Status != _status)
            return;
        Run();
        Context.Stop(Self);
    }

    private void Run()
    {
        _callback?.Invoke();
        _callback = null;
    }

    protected override void PreStart() =>
        _publisher.Tell(new PublisherActor.Subscribe(Self, ClusterEvent.InitialStateAsEvents, [typeof(ClusterEvent.IMemberEvent)]));

    /// <summary>When the system ends, the node is removed, even if nobody is left to say so.</summary>
    protected override void PostStop()
    {
        if (_status == MemberStatus.Removed)
            Run();
    }
}
