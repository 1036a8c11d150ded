using Akka.Actor;
using Akka.Remote;

namespace Akka.Cluster.Daemon;

/// <summary>Tells remoting which systems are gone for ever, so that who watches their actors hears it. Child of <see cref="ClusterDaemon"/>.</summary>
internal sealed class LostNodes : ReceiveActor
{
    private readonly Cluster _cluster;
    private readonly IActorRef _publisher;

    public LostNodes(Cluster cluster, IActorRef publisher)
    {
        (_cluster, _publisher) = (cluster, publisher);
        Receive<ClusterEvent.MemberRemoved>(OnRemoved);
    }

    public static Props Props(Cluster cluster, IActorRef publisher) => Akka.Actor.Props.Create(() => new LostNodes(cluster, publisher));

    private void OnRemoved(ClusterEvent.MemberRemoved removed)
    {
        var node = removed.Member.UniqueAddress;
        // One that has left says its farewells itself; only a lost one has to be spoken for.
        if (node != _cluster.SelfUniqueAddress && removed.PreviousStatus == MemberStatus.Down)
            ((RemoteActorRefProvider)_cluster.System.Provider).Quarantine(node.Address, node.Uid);
    }

    protected override void PreStart() =>
        _publisher.Tell(new PublisherActor.Subscribe(Self, ClusterEvent.InitialStateAsEvents, [typeof(ClusterEvent.MemberRemoved)]));
}
