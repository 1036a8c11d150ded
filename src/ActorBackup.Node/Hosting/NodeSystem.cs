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
    private readonly LocalPublisher? _publisher;
    private bool _isDisposed;

    private NodeSystem(ActorSystem system, IActorRef node, ClusterMembership? membership, LocalPublisher? publisher) =>
        (_system, Node, _membership, _publisher) = (system, node, membership, publisher);

    public IActorRef Node { get; }

    /// <summary>Ends when the system has, for whatever reason.</summary>
    public Task Ended => _system.WhenTerminated;

    /// <param name="current">The settings in force, now and later.</param>
    /// <param name="cluster">Null for a node that stands alone, also of a configuration that says otherwise.</param>
    /// <exception cref="IOException">The port of the actor system is taken.</exception>
    public static NodeSystem Start(Func<NodeSettings> current, NodeId node, string journal, HostOptions options, ILogger log, Func<SettingsReading>? readSettings, ClusterSide? cluster)
    {
        var settings = current();
        var parts = PartsOfNode.Of(node, settings, options, log, readSettings);
        var system = Create(NodeHocon.Build(settings.AkkaHocon, journal, settings.CapturesAtOnce, cluster?.SystemOf(settings)), settings.Cluster);
        system.ActorOf(AkkaLogActor.Props(log), "log");
        if (cluster is not null) parts = cluster.Equip(parts, settings, system);
        var actor = system.ActorOf(NodeActor.Props(settings, options.Change(parts)), "node");
        if (cluster is not null) ClusterSide.Begin(system, settings, parts, actor);
        return new NodeSystem(system, actor, cluster?.Join(system), cluster is null ? null : new LocalPublisher(actor, current, options.World.Time));
    }

    /// <summary>Leaves the cluster, if it is in one: what it ran has been given back before.</summary>
    public Task LeaveAsync() => _membership?.LeaveAsync() ?? Task.CompletedTask;

    /// <summary>Ends the actor system, and leaves what comes next to who waits for that.</summary>
    public Task EndAsync() => _system.Terminate();

    /// <summary>Puts another node's actor system out of the cluster of actors.</summary>
    public void Down(string address) => _membership?.Down(address);

    /// <summary>Once more does nothing: one that was put out may be disposed when the whole node stops.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_isDisposed) return;
        _isDisposed = true;
        if (_publisher is not null) await _publisher.DisposeAsync();
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
            throw new ConfigurationException($"the actors of this node cannot listen on {cluster.Host}:{cluster.Port}: {socket.Message}; look at actorbackup.cluster.host and port", failure);
        }
    }
}
