using ActorBackup.Actors.Hosting;
using ActorBackup.Actors.Stores;
using ActorBackup.Core.Settings;
using ActorBackup.Core.Stores;
using Akka.Actor;
using Akka.Cluster;
using Akka.Cluster.Tools.Singleton;
using Akka.Coordination;

namespace ActorBackup.Node.Hosting.Clustering;

/// <summary>Starts the cleaning of each store that shared sources use: one at a time in the whole cluster, held by a lease, taken over when its node dies.</summary>
internal static class MaintenanceSingletons
{
    private const string Prefix = "maintenance-";

    /// <summary>Members that have a store of shared sources configured have this role for it, so that it is cleaned by one that reaches it.</summary>
    public static IEnumerable<string> Roles(NodeSettings settings) => SharedStores(settings).Select(store => Prefix + store);

    /// <param name="node">Answers for the ownership.</param>
    public static void Start(ActorSystem system, NodeSettings settings, NodeParts parts, IActorRef node)
    {
        foreach (var name in SharedStores(settings))
        {
            var lease = LeaseOf(system, Prefix + name);
            var maintenance = StoreMaintenanceActor.Props(
                settings.Stores[name], [.. settings.Sources.Where(s => s.Shared is not null && s.Stores.Exists(u => u.Store == name)).Select(s => s.Location)], parts.OpenStore, node,
                lease.CheckLease, parts.Time);
            var manager = ClusterSingletonManager.Props(maintenance, PoisonPill.Instance, ClusterSingletonManagerSettings.Create(system).WithSingletonName(name.Value).WithRole(Prefix + name));
            system.ActorOf(manager, Prefix + name);
        }
    }

    private static IEnumerable<StoreName> SharedStores(NodeSettings settings) => settings.Sources
        .Where(s => s.Shared is not null).SelectMany(s => s.Stores).Select(u => u.Store).Distinct().OrderBy(s => s.Value, StringComparer.Ordinal);

    /// <summary>The very lease that the manager of that name takes: its right is the singleton's.</summary>
    private static Lease LeaseOf(ActorSystem system, string manager) => LeaseProvider.Get(system).GetLease(
        $"{system.Name}-singleton-akka://{system.Name}/user/{manager}", ClusterHocon.LeaseId, Cluster.Get(system).SelfAddress.HostPort());
}
