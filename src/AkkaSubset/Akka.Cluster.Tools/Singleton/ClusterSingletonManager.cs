using Akka.Actor;
using Akka.Configuration;

namespace Akka.Cluster.Tools.Singleton;

/// <summary>An actor of which one runs in the cluster: on the oldest node. Its manager is started on every node that may run it, at the same path.</summary>
public sealed class ClusterSingletonManager
{
    private ClusterSingletonManager() { }

    public static Config DefaultConfig() => SingletonDefaults.Config;

    /// <inheritdoc cref="Props(Akka.Actor.Props, object, ClusterSingletonManagerSettings)"/>
    public static Props Props(Props singletonProps, ClusterSingletonManagerSettings settings) => Props(singletonProps, PoisonPill.Instance, settings);

    /// <param name="singletonProps">Of the actor; it is the manager's child.</param>
    /// <param name="terminationMessage">Told to it when it is to end; then the next oldest waits until it has.</param>
    /// <param name="settings">Which nodes, which name, and whether a lease is needed.</param>
    public static Props Props(Props singletonProps, object terminationMessage, ClusterSingletonManagerSettings settings) =>
        Akka.Actor.Props.Create(() => new SingletonManagerActor(singletonProps, terminationMessage, settings));
}
