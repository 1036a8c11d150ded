using Akka.Actor;
using Akka.Cluster.Tools.Client;
using Akka.Cluster.Tools.Singleton;
using Akka.Configuration;

namespace Akka.Cluster.Tools.Tests.Support;

/// <summary>Nodes of one cluster in this process, on loopback, with their membership in a file of their own.</summary>
internal sealed class TestNodes : IDisposable
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly string _folder = Directory.CreateTempSubdirectory("cluster-tools-").FullName;
    private readonly List<ActorSystem> _systems = [];
    private readonly string _settings;

    /// <param name="settings">Of all nodes, beside those that make them nodes.</param>
    public TestNodes(string settings = "") => _settings = settings;

    /// <summary>A node that is up.</summary>
    public async Task<ActorSystem> StartAsync(params string[] roles)
    {
        var config = ConfigurationFactory.ParseString($"akka.actor.provider = cluster, akka.cluster.roles = [{string.Join(',', roles)}]")
            .WithFallback(ConfigurationFactory.ParseString(_settings))
            .WithFallback(ConfigurationFactory.ParseString(
                $$"""
                akka.cluster {
                  gossip-interval = 100ms
                  leader-actions-interval = 100ms
                  failure-detector { heartbeat-interval = 200ms, acceptable-heartbeat-pause = 1s }
                  split-brain-resolver.stable-after = 1500ms
                  downing-provider-class = "Akka.Cluster.SBR.SplitBrainResolverProvider, Akka.Cluster"
                  subset { provider-name = "SQLite.MS", connection-string = "Data Source={{Path.Combine(_folder, "members.db")}}" }
                }
                """))
            .WithFallback(ClusterClientReceptionist.DefaultConfig())
            .WithFallback(ClusterSingletonManager.DefaultConfig())
            .WithFallback(ClusterSingletonProxy.DefaultConfig())
            .WithFallback(Remote);
        var system = ActorSystem.Create("tools", config);
        _systems.Add(system);
        using var stop = new CancellationTokenSource(Patience);
        await Cluster.Get(system).JoinAsync(Cluster.Get(_systems[0]).SelfAddress, stop.Token);
        return system;
    }

    /// <summary>A system that is no node.</summary>
    public ActorSystem StartOutside()
    {
        var system = ActorSystem.Create("outside", ConfigurationFactory.ParseString("akka.actor.provider = remote")
            .WithFallback(ClusterClientReceptionist.DefaultConfig()).WithFallback(Remote));
        _systems.Add(system);
        return system;
    }

    /// <summary>Leaves the cluster and ends.</summary>
    public static Task LeaveAsync(ActorSystem node) => CoordinatedShutdown.Get(node).Run(CoordinatedShutdown.ClrExitReason.Instance).WaitAsync(Patience);

    public void Dispose()
    {
        Task.WhenAll(_systems.Select(system => system.Terminate())).Wait(Patience);
        Directory.Delete(_folder, recursive: true);
    }

    private static Config Remote { get; } = ConfigurationFactory.ParseString(
        """
        akka {
          loglevel = ERROR
          stdout-loglevel = ERROR
          log-dead-letters = off
          remote.dot-netty.tcp { hostname = 127.0.0.1, port = 0 }
          coordinated-shutdown.exit-clr = off
        }
        """);
}
