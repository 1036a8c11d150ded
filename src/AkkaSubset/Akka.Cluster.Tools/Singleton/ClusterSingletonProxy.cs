using Akka.Actor;
using Akka.Configuration;

namespace Akka.Cluster.Tools.Singleton;

/// <summary>Stands for a singleton on any node: what it is told goes on to the singleton, wherever that runs, with its sender.</summary>
public sealed class ClusterSingletonProxy
{
    private ClusterSingletonProxy() { }

    public static Config DefaultConfig() => SingletonDefaults.Config;

    /// <param name="singletonManagerPath">The same on all nodes, such as <c>/user/importer</c>.</param>
    /// <param name="settings">Which nodes, and how much waits.</param>
    public static Props Props(string singletonManagerPath, ClusterSingletonProxySettings settings) =>
        Akka.Actor.Props.Create(() => new SingletonProxyActor(singletonManagerPath, settings));
}
