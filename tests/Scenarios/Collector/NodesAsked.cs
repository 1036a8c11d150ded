using ActorBackup.Client;
using Akka.Actor;
using Akka.Configuration;

namespace Collector;

/// <summary>The way to the nodes: ClusterClient from an actor system of this program's own, or HTTP.</summary>
internal sealed class NodesAsked : IAsyncDisposable
{
    private const string Quiet = "akka { loggers = [], stdout-loglevel = OFF, remote.dot-netty.tcp.hostname = \"127.0.0.1\" }";

    private readonly IDisposable _client;
    private readonly ActorSystem? _system;

    private NodesAsked(IBackupRequests requests, IDisposable client, ActorSystem? system) => (Requests, _client, _system) = (requests, client, system);

    public IBackupRequests Requests { get; }

    public static NodesAsked Open(CollectorOptions options)
    {
        if (options.Http is { } address)
        {
            var http = new BackupClient(NodeAddress.Parse(address));
            return new NodesAsked(http, http, null);
        }

        var system = ActorSystem.Create("collector", ConfigurationFactory.ParseString(Quiet).WithFallback(BackupClusterClient.Configuration));
        var cluster = new BackupClusterClient(system, options.Nodes!);
        return new NodesAsked(cluster, cluster, system);
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        if (_system is not null) await _system.Terminate();
    }
}
