using ActorBackup.Actors.Hosting;
using ActorBackup.Actors.Ownership;
using ActorBackup.Actors.Ownership.Sql;
using ActorBackup.Core.Ownership;
using ActorBackup.Core.Settings;
using ActorBackup.Core.Sources;
using ActorBackup.Node.Http;
using ActorBackup.Node.Http.Peers;
using ActorBackup.Stores.Restoring;
using Akka.Actor;
using Akka.Cluster.Tools.Client;
using Serilog;

namespace ActorBackup.Node.Hosting.Clustering;

/// <summary>What a node of a cluster has beside one that stands alone, for as long as its process lives: the endpoint for peers, the way to theirs, the token.</summary>
internal sealed class ClusterSide : IAsyncDisposable
{
    private static readonly TimeSpan RequestLimit = TimeSpan.FromSeconds(2);
    private readonly ClusterSettings _settings;
    private readonly HostOptions _options;
    private readonly NodeId _node;
    private readonly ILogger _log;
    private readonly string _password;
    private readonly PeerCertificates? _certificates;
    private readonly PeerToken _token = new();
    private readonly PeerLink _link;
    private HttpFace? _face;

    private ClusterSide(ClusterSettings settings, NodeId node, HostOptions options, ILogger log)
    {
        (_settings, _node, _options, _log) = (settings, node, options, log);
        _password = settings.Tls?.PasswordFile is { } file ? File.ReadAllText(file).TrimEnd('\r', '\n') : "";
        _certificates = settings.Tls is { } tls ? PeerCertificates.Load(tls.Certificate, _password) : null;
        _link = new PeerLink(_token, _certificates?.ForClient());
    }

    /// <exception cref="ConfigurationException">A certificate or its password cannot be read, or the database is named in a way that cannot be.</exception>
    public static ClusterSide Open(ClusterSettings settings, NodeId node, HostOptions options, ILogger log)
    {
        try
        {
            OwnershipTables.Check(settings.Database);
            return new ClusterSide(settings, node, options, log);
        }
        catch (FormatException wrong)
        {
            throw new ConfigurationException($"actorbackup.cluster.database: {wrong.Message}");
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new ConfigurationException($"the node cannot take part in its cluster: {failure.Message.TrimEnd('.')}; look at actorbackup.cluster.tls", failure);
        }
    }

    public PeerNodes Peers(Func<NodeSettings> settings, INodeGateway gateway, IClusterControl control) =>
        new(_node, settings, gateway, _link, control, new AbsentNodes(_options.World), new FileRestore());

    /// <exception cref="ConfigurationException">The endpoint cannot listen where it is configured to.</exception>
    public async Task ListenAsync(FaceParts parts)
    {
        try
        {
            var addresses = await System.Net.Dns.GetHostAddressesAsync(_settings.Host);
            _face = await HttpFace.ForPeersAsync(addresses[0], _settings.HttpPort, _certificates, _token, parts);
        }
        catch (FormatException wrong)
        {
            throw new ConfigurationException($"actorbackup.cluster.database: {wrong.Message}");
        }
        catch (Exception failure) when (failure is IOException or System.Net.Sockets.SocketException)
        {
            throw new ConfigurationException(
                $"the endpoint for peers cannot listen on {_settings.Host}:{_settings.HttpPort}: {failure.GetBaseException().Message}; look at actorbackup.cluster.host and http-port", failure);
        }
    }

    public ClusterSystem SystemOf(NodeSettings settings) => new(_settings, [.. settings.Roles, .. MaintenanceSingletons.Roles(settings)], _password, RuntimeName.IsPackages);

    /// <summary>Gives a node its ownership, under the address that its actor system got.</summary>
    public NodeParts Equip(NodeParts parts, NodeSettings settings, ActorSystem system)
    {
        var scheme = _certificates is null ? "http" : "https";
        var face = new NodeFace(
            _node, AddressOf(system).ToString(), new UriBuilder(scheme, _settings.Host, _face!.Port).Uri.GetLeftPart(UriPartial.Authority), RuntimeName.Version, RuntimeName.OfActors,
            [.. settings.Roles], parts.Time.GetUtcNow())
        { Authorities = _certificates?.Authorities ?? "" };
        return parts with
        {
            Ownership = OwnershipActor.Props(face, OpenTable, parts.BootTime),
            Announce = ClusterClientReceptionist.Get(system).RegisterService,
        };
    }

    /// <summary>What runs beside the node's own actor.</summary>
    public static void Begin(ActorSystem system, NodeSettings settings, NodeParts parts, IActorRef node) => MaintenanceSingletons.Start(system, settings, parts, node);

    public ClusterMembership Join(ActorSystem system) => new(system, OpenTable(), _token, _options.World.Time, _log);

    public async ValueTask DisposeAsync()
    {
        if (_face is not null)
        {
            await _face.StopAsync(RequestLimit);
            await _face.DisposeAsync();
        }

        _link.Dispose();
        _certificates?.Dispose();
    }

    public static Address AddressOf(ActorSystem system) => ((ExtendedActorSystem)system).Provider.DefaultAddress;

    private IOwnershipTable OpenTable() => OwnershipTables.Open(_settings.Database, _options.World.Time);
}
