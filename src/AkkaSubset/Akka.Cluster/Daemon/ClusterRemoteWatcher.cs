using Akka.Actor;
using Akka.Remote;
using Akka.Remote.Watching;

namespace Akka.Cluster.Daemon;

/// <summary>Watches actors elsewhere, but does not judge members of the cluster: a member that only this node cannot reach lives, and is not quarantined.</summary>
internal sealed class ClusterRemoteWatcher(RemoteActorRefProvider provider, RemoteSettings settings, Func<Address, bool> isMember)
    : RemoteWatcher(provider, settings)
{
    public static Props Props(RemoteActorRefProvider provider, RemoteSettings settings, Func<Address, bool> isMember) =>
        Akka.Actor.Props.Create(() => new ClusterRemoteWatcher(provider, settings, isMember));

    protected override bool Judges(Address address) => !isMember(address);
}
