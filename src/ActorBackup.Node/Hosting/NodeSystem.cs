using ActorBackup.Actors.Hosting;
using ActorBackup.Core.Settings;
using ActorBackup.Core.Sources;
using ActorBackup.Node.Hosting.Clustering;
using ActorBackup.Node.Logging;
using Akka.Actor;
using Serilog;

namespace ActorBackup.Node.Hosting;

/// <summary>One actor system and the node in it. A node that its cluster put out gets a new one in the same process.</summary>
internal sealed class NodeSystem : IAsyncDisposable
{
    private readonly ActorSystem _system;
    private readonly ClusterMembership? _membership;

    private NodeSystem(ActorSystem system, IActorRef node, ClusterMembership? membership) => (_system, Node, _membership) = (system, node, membership);

    public IActorRef Node { get; }

    /// <summary>Ends when the system has, for whatever reason.</summary>
    public Task Ended => _system.WhenTerminated;

    /// <param name="cluster">Null for a node that stands alone, also of a configuration that says otherwise.</param>
    /// <exception cref="IOException">The port of the actor system is taken.</exception>
    public static NodeSystem Start(NodeSettings settings, NodeId node, string journal, HostOptions options, ILogger log, Func<SettingsReading>? readSettings, ClusterSide? cluster)
    {
        var parts = PartsOfNode.Of(node, settings, options, log, readSettings);
        var system = Create(NodeHocon.Build(settings.AkkaHocon, journal, settings.CapturesAtOnce, cluster?.SystemOf(settings)), settings.Cluster);
        system.ActorOf(AkkaLogActor.Props(log), "log");
        if (cluster is not null) parts = cluster.Equip(parts, settings, system);
        var actor = system.ActorOf(NodeActor.Props(settings, parts), "node");
        return new NodeSystem(system, actor, cluster?.Join(system));
    }

    /// <summary>Leaves the cluster, if it is in one: what it ran has been given back before.</summary>
    public Task LeaveAsync() => _membership?.LeaveAsync() ?? Task.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        if (_membership is not null) await _membership.DisposeAsync();
        await _system.Terminate();
    }

    private static ActorSystem Create(Akka.Configuration.Config hocon, ClusterSettings? cluster)
    {
        try
        {
            return ActorSystem.Create("actorbackup", hocon);
        }
        catch (Exception failure) when (cluster is not null && failure.GetBaseException() is System.Net.Sockets.SocketException socket)
        {
            throw new IOException($"the actors of this node cannot listen on {cluster.Host}:{cluster.Port}: {socket.Message}; look at actorbackup.cluster.host and port", failure);
        }
    }
}
