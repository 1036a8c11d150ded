using Akka.Actor;
using Akka.Cluster.Store;

namespace Akka.Cluster.Daemon;

/// <summary>The actor <c>/system/cluster</c>: parent of all that membership needs, and its front. Without membership it ends the node's part in the cluster.</summary>
internal sealed class ClusterDaemon : ReceiveActor
{
    private readonly Cluster _cluster;
    private readonly IActorRef _publisher;
    private readonly IActorRef _membership;

    public ClusterDaemon(Cluster cluster, MembershipTable table, Standing standing)
    {
        _cluster = cluster;
        _publisher = Context.ActorOf(PublisherActor.Props(cluster.SelfUniqueAddress, standing), "publisher");
        _membership = Context.Watch(Context.ActorOf(MembershipActor.Props(cluster, table, _publisher), "membership"));
        Context.ActorOf(LostNodes.Props(cluster, _publisher), "lost-nodes");
        Receive<PublisherActor.Subscribe>(wish => _publisher.Forward(wish));
        Receive<PublisherActor.Unsubscribe>(wish => _publisher.Forward(wish));
        Receive<PublisherActor.SendState>(query => _publisher.Forward(query));
        Receive<Listen>(wish => Context.ActorOf(StatusListener.Props(_cluster.SelfUniqueAddress, _publisher, wish.Status, wish.Callback)));
        Receive<MembershipProtocol.Ended>(ended => End(ended.WasDowned));
        Receive<Terminated>(_ => End(wasDowned: true));
        Receive<MembershipProtocol.ICommand>(wish => _membership.Forward(wish));
    }

    public static Props Props(Cluster cluster, MembershipTable table, Standing standing) =>
        Akka.Actor.Props.Create(() => new ClusterDaemon(cluster, table, standing));

    protected override SupervisorStrategy SupervisorStrategy() => Akka.Actor.SupervisorStrategy.StoppingStrategy;

    private void End(bool wasDowned)
    {
        Context.Unwatch(_membership);
        Context.Stop(_membership);
        _publisher.Tell(PoisonPill.Instance); // after the view it has been told
        if (wasDowned && _cluster.Settings.RunCoordinatedShutdownWhenDown)
            _ = CoordinatedShutdown.Get(_cluster.System).Run(CoordinatedShutdown.ClusterDowningReason.Instance);
    }

    public sealed record Listen(MemberStatus Status, Action Callback);
}
