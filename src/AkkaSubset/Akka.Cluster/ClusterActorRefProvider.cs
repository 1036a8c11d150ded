using Akka.Actor;
using Akka.Actor.Internal;
using Akka.Cluster.Daemon;
using Akka.Configuration;
using Akka.Event;
using Akka.Remote;

namespace Akka.Cluster;

/// <summary>The provider of a system that is a node of a cluster.</summary>
public class ClusterActorRefProvider : RemoteActorRefProvider
{
    private volatile Cluster _cluster;

    public ClusterActorRefProvider(string systemName, Settings settings, EventStream eventStream) : base(systemName, settings, eventStream) =>
        settings.InjectTopLevelFallback(ConfigurationFactory.FromResource<ClusterActorRefProvider>("Akka.Cluster.Configuration.cluster.conf"));

    internal override void Init(ActorSystemImpl system)
    {
        base.Init(system);
        _cluster = Cluster.Get(system);
    }

    internal override Props RemoteWatcherProps(RemoteSettings settings) => ClusterRemoteWatcher.Props(this, settings, IsMember);

    private bool IsMember(Address address) => _cluster?.State.Members.Any(member => member.Address == address) == true;
}
