using System.Collections.Immutable;
using ActorBackup.Wire.Json;
using ActorBackup.Wire.Messages;
using Akka.Actor;
using Akka.Cluster.Tools.Client;
using Akka.Cluster.Tools.PublishSubscribe;
using Akka.Configuration;

namespace ActorBackup.Client;

/// <summary>Asks a cluster's nodes from another Akka.NET process, through ClusterClient; no node in particular has to live.</summary>
/// <remarks>The process's actor system needs <see cref="Configuration"/> and must stand on the same actor runtime as the nodes. An answer that got lost is
/// asked for again, with the same id, until <c>patience</c> is over: a request has one effect however often it was sent. Safe for concurrent use.</remarks>
public sealed class BackupClusterClient : IBackupRequests, IDisposable
{
    private const string SystemName = "actorbackup";
    private const string Receptionist = "/system/receptionist";
    private const string Signals = "/user/node/signals";

    private static readonly TimeSpan DefaultPatience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan OneAnswer = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan RestorePause = TimeSpan.FromMilliseconds(500);

    private readonly ActorSystem _system;
    private readonly IActorRef _tunnel;
    private readonly string _asked;
    private readonly TimeSpan _oneAnswer;
    private readonly TimeSpan _patience;
    private readonly TimeProvider _time;

    /// <param name="system">Of this process; it has <see cref="Configuration"/>.</param>
    /// <param name="nodes">Some nodes to begin with, each <c>HOST:PORT</c> (<c>cluster.host</c> and <c>cluster.port</c> of its configuration) or
    /// <c>akka.tcp://actorbackup@HOST:PORT</c>; the others are found through them.</param>
    /// <param name="patience">How long a method asks before it says that no node answers; 30 s if null.</param>
    /// <exception cref="UriFormatException">One of <paramref name="nodes"/> is no address.</exception>
    public BackupClusterClient(ActorSystem system, IReadOnlyCollection<string> nodes, TimeSpan? patience = null, TimeProvider? time = null)
        : this(system, system.ActorOf(ClusterClient.Props(SettingsOf(system, nodes))), string.Join(", ", nodes), patience, OneAnswer, time)
    {
    }

    /// <param name="tunnel">Takes <see cref="ClusterClient.Send"/>.</param>
    internal BackupClusterClient(ActorSystem system, IActorRef tunnel, string asked, TimeSpan? patience, TimeSpan oneAnswer, TimeProvider? time)
    {
        (_system, _tunnel, _asked, _oneAnswer) = (system, tunnel, asked, oneAnswer);
        (_patience, _time) = (patience ?? DefaultPatience, time ?? TimeProvider.System);
    }

    /// <summary>What the actor system needs: put your own configuration before it, <c>own.WithFallback(BackupClusterClient.Configuration)</c>.</summary>
    /// <remarks>Turns remoting on, at any free port, and looks for another node sooner than Akka.NET does when the one it talks to is silent.</remarks>
    public static Config Configuration => ConfigurationFactory.ParseString(WireHocon.Text + """

        akka {
          actor.provider = remote
          remote.dot-netty.tcp.port = 0
          cluster.client {
            establishing-get-contacts-interval = 1s
            heartbeat-interval = 1s
            acceptable-heartbeat-pause = 5s
          }
        }
        """).WithFallback(ClusterClientReceptionist.DefaultConfig()).WithFallback(DistributedPubSub.DefaultConfig());   // serializers are bound when a system starts, or never

    public async Task<Outcome> BackupNowAsync(BackupNow request, CancellationToken stop = default)
    {
        var known = request with { Id = request.Id ?? NewId() };
        return OutcomeOf(await AskAsync(known, stop));
    }

    public async Task<Outcome> AskRestoreAsync(AskRestore request, CancellationToken stop = default)
    {
        var known = request with { Id = request.Id ?? NewId() };
        while (true)
        {
            if (OutcomeOf(await AskAsync(known, stop)) is { IsFinal: true } outcome) return outcome;
            await Task.Delay(RestorePause, _time, stop);
        }
    }

    public async Task<Outcome> GetOutcomeAsync(string id, string? source = null, CancellationToken stop = default) =>
        OutcomeOf(await AskAsync(new GetOutcome(id, source), stop));

    public async Task<Wire.Messages.Status> GetStatusAsync(string? source = null, CancellationToken stop = default) =>
        await AskAsync(new GetStatus(source), stop) as Wire.Messages.Status ?? throw new NotSupportedException("The node's answer is no status.");

    /// <summary>Closes the tunnel. Requests under way end by themselves, without an answer.</summary>
    public void Dispose() => _system.Stop(_tunnel);

    private static ClusterClientSettings SettingsOf(ActorSystem system, IEnumerable<string> nodes) =>
        ClusterClientSettings.Create(system).WithInitialContacts(nodes.Select(node => ActorPath.Parse(
            (node.Contains("://", StringComparison.Ordinal) ? node.TrimEnd('/') : $"akka.tcp://{SystemName}@{node}") + Receptionist)).ToImmutableHashSet());

    private string NewId() => Guid.CreateVersion7(_time.GetUtcNow()).ToString();

    /// <summary>Sends it again as long as nothing comes back: an answer, or the node that would have given it, may be lost at any time.</summary>
    private async Task<IAnswer> AskAsync(IRequest request, CancellationToken stop)
    {
        var since = _time.GetTimestamp();
        while (_time.GetElapsedTime(since) < _patience)
        {
            try
            {
                return await _tunnel.Ask<object>(new ClusterClient.Send(Signals, request, localAffinity: true), _oneAnswer, stop) switch
                {
                    Refused no => throw new NodeProblemException(ProblemOf(no)),
                    IAnswer answer => answer,
                    var other => throw new NotSupportedException($"The node answered {request.GetType().Name} with {other.GetType().Name}."),
                };
            }
            catch (AskTimeoutException)
            {
                // Asked again below, or given up.
            }
        }

        throw new NodeAwayException($"no node of {_asked} answered within {_patience.TotalSeconds:0.#} s");
    }

    private static Outcome OutcomeOf(IAnswer answer) => answer switch
    {
        Outcome outcome => outcome,
        Accepted accepted => new Outcome(accepted.Id, "accepted", accepted.Source, null, [], accepted.Reason),
        _ => throw new NotSupportedException($"The node's answer is no outcome but {answer.GetType().Name}."),
    };

    private static ProblemJson ProblemOf(Refused no) => new(ProblemTypes.Of(no.Kind), no.Kind.Replace('-', ' '), Status: 0, no.Why);
}
