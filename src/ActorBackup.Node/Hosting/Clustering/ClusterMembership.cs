using ActorBackup.Actors.Hosting;
using ActorBackup.Actors.Ownership;
using ActorBackup.Core.Ownership;
using ActorBackup.Node.Http.Peers;
using Akka.Actor;
using Akka.Cluster;
using Akka.Coordination;
using Serilog;

namespace ActorBackup.Node.Hosting.Clustering;

/// <summary>Brings one actor system into the Akka cluster, and out of it. The database tells where the others are; while it is away this is tried again.</summary>
/// <remarks>Exactly one node may begin a cluster: the one that has the row <c>lease:seed</c>. All others join it. A node that is in takes the row at once when
/// its owner dies; one that is not in waits first, so that it cannot begin a second cluster beside one that is there.</remarks>
internal sealed class ClusterMembership : IAsyncDisposable
{
    private const string SeedName = "seed";
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan JoinEvery = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan OthersFirst = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LeaveLimit = TimeSpan.FromSeconds(3);

    private readonly Cluster _cluster;
    private readonly Lease _seed;
    private readonly IOwnershipTable _table;
    private readonly PeerToken _token;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _running;
    private long? _generation, _freeSince, _joinedAt;
    private SourceRow? _seedRow;
    private bool _isAway;

    /// <param name="table">Disposed with this.</param>
    public ClusterMembership(ActorSystem system, IOwnershipTable table, PeerToken token, TimeProvider time, ILogger log)
    {
        (_table, _token, _time, _log) = (table, token, time, log);
        _cluster = Cluster.Get(system);
        _seed = LeaseProvider.Get(system).GetLease(SeedName, ClusterHocon.LeaseId, ClusterSide.AddressOf(system).ToString());
        _running = Task.Run(RunAsync);
    }

    /// <summary>Tells the others that this node goes; waits until they have heard, for a moment.</summary>
    public async Task LeaveAsync()
    {
        await StopAsync();
        if (!IsIn) return;
        try
        {
            await _cluster.LeaveAsync().WaitAsync(LeaveLimit, _time);
        }
        catch (TimeoutException)
        {
            // They find out by themselves.
        }
    }

    public void Down(string address) => _cluster.Down(Address.Parse(address));

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        await _table.DisposeAsync();
        _stop.Dispose();
    }

    private bool IsIn => !_cluster.IsTerminated && _cluster.SelfMember.Status is MemberStatus.Joining or MemberStatus.Up;

    private async Task StopAsync()
    {
        if (!_stop.IsCancellationRequested) await _stop.CancelAsync();
        await _running;
    }

    private async Task RunAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                _token.Value ??= await _table.NodeTokenAsync(_stop.Token);
                await StepAsync();
                if (_isAway) _log.Information("the cluster's database answers again");
                _isAway = false;
            }
            catch (OperationCanceledException) when (_stop.IsCancellationRequested)
            {
                return;
            }
            catch (Exception away)
            {
                if (!_isAway) _log.Warning("the cluster's database does not answer: {Reason:l}. Local sources go on; it is tried again every second", away.GetBaseException().Message.TrimEnd('.'));
                _isAway = true;
            }

            await Task.Delay(Every, _time, _stop.Token).ContinueWith(static _ => { }, TaskScheduler.Default);
        }
    }

    private async Task StepAsync()
    {
        var reading = await _table.ReadAsync(_generation, _stop.Token);
        if (reading.Sources is { } changed) (_generation, _seedRow) = (reading.Generation, changed.GetValueOrDefault(OwnershipPolicy.LeasePrefix + SeedName));
        var self = ClusterSide.AddressOf(_cluster.System).ToString();
        if (reading.Nodes.FindLast(n => n.Face.Akka == self) is not { } own) return;    // its ownership comes first
        var founder = reading.Nodes.Find(n => n.Incarnation == _seedRow?.Owner);
        if (founder is not null)
        {
            _freeSince = null;
            JoinOnce(founder.Face.Akka);
            return;
        }

        _freeSince ??= _time.GetTimestamp();
        var isAlone = reading.Nodes.TrueForAll(n => n.Incarnation == own.Incarnation);
        if (IsIn || isAlone || _time.GetElapsedTime(_freeSince.Value) >= OthersFirst)
            await _seed.Acquire();
    }

    private void JoinOnce(string address)
    {
        if (IsIn || (_joinedAt is { } last && _time.GetElapsedTime(last) < JoinEvery)) return;
        _joinedAt = _time.GetTimestamp();
        _cluster.Join(Address.Parse(address));
    }
}
