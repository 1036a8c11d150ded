using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Akka.Actor;
using Akka.Event;

namespace Akka.Remote.Transport;

/// <summary>The ways of one system to others: listens, calls, and knows a <see cref="Peer"/> for each address.</summary>
internal sealed partial class Remoting
{
    private const int MostPeers = 10_000;

    /// <summary>Short, since a call that was begun while packets were lost is slower to get through than a new one.</summary>
    private static readonly TimeSpan ForTheConnection = TimeSpan.FromSeconds(2);

    private readonly ConcurrentDictionary<Address, Peer> _peers = new();
    private readonly CancellationTokenSource _stopping = new();
    private readonly IRemotingListener _owner;
    private readonly Listener _listener;
    private readonly Handshake _handshake;
    private readonly Tls _tls;

    /// <exception cref="RemoteTransportException">It cannot be listened where the settings say.</exception>
    public Remoting(ExtendedActorSystem system, RemoteSettings settings, IRemotingListener owner)
    {
        (System, Settings, _owner) = (system, settings, owner);
        Log = Logging.GetLogger(system, "Akka.Remote");
        _tls = settings.Tls is null ? null : new Tls(settings.Tls);
        _listener = new Listener(settings.Hostname, settings.Port, Log);
        Address = new Address("akka.tcp", system.Name, PublicName(settings), settings.PublicPort == 0 ? _listener.Port : settings.PublicPort);
        _handshake = new Handshake(Address, AddressUidExtension.Uid(system));
        Stopping = _stopping.Token;
    }

    public ExtendedActorSystem System { get; }
    public RemoteSettings Settings { get; }
    public ILoggingAdapter Log { get; }

    /// <summary>By which others know this system.</summary>
    public Address Address { get; }

    public CancellationToken Stopping { get; }
    public bool IsStopping { get; private set; }

    /// <summary>All connections are closed, and none will be made.</summary>
    public bool IsStopped => Stopping.IsCancellationRequested;

    public void Start()
    {
        _ = Task.Run(() => _listener.AcceptAsync(ReceiveAsync, Stopping));
        _ = Task.Run(TickAsync);
        System.EventStream.Publish(new RemotingListenEvent([Address]));
        Log.Info("Remoting started; listening on address {0}{1}", Address, _tls is null ? "" : " with TLS");
    }

    /// <summary>Null if there are too many.</summary>
    public Peer PeerAt(Address address) => _peers.TryGetValue(address, out var known) ? known
        : _peers.Count < MostPeers || Forget() ? _peers.GetOrAdd(address, new Peer(this, address))
        : null;

    public void Quarantine(Address address, int? uid)
    {
        if (_peers.TryGetValue(address, out var peer))
            peer.Quarantine(uid);
    }

    /// <summary>Gives others a moment to take what was told to them, and ends all connections.</summary>
    public async Task StopAsync()
    {
        IsStopping = true;
        _listener.Dispose();
        var leaving = Task.WhenAll(_peers.Values.Select(peer => peer.LeaveAsync()));
        await Task.WhenAny(leaving, Task.Delay(Settings.FlushWait, TimeProvider.System)).ConfigureAwait(false);
        await _stopping.CancelAsync().ConfigureAwait(false);
        foreach (var peer in _peers.Values)
            peer.CloseAll();
        System.EventStream.Publish(new RemotingShutdownEvent());
    }

    /// <summary>Makes one attempt to reach a peer.</summary>
    /// <exception cref="Exception">It cannot be reached, or will not talk.</exception>
    public async Task<Incarnations.Verdict> CallAsync(Peer peer)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Stopping);
        stop.CancelAfter(Settings.ConnectionTimeout);
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            var host = peer.Address.Host.Trim('[', ']');
            await ConnectAsync(socket, host, peer.Address.Port.GetValueOrDefault(), stop.Token).ConfigureAwait(false);
            var stream = await Secured(socket, tls => tls.CallAsync(new NetworkStream(socket, ownsSocket: true), host, stop.Token)).ConfigureAwait(false);
            var (uid, reader) = await _handshake.CallAsync(stream, peer.Address, stop.Token).ConfigureAwait(false);

            var connection = new Connection(stream, reader, isInbound: false, uid);
            var verdict = peer.Admit(connection, isProven: true, answer: null);
            if (verdict == Incarnations.Verdict.Retired)
                connection.Close();
            return verdict;
        }
        catch (Exception e)
        {
            socket.Dispose();
            if (e is OperationCanceledException)
                throw new TimeoutException($"no handshake within {Settings.ConnectionTimeout}", e);
            throw;
        }
    }

    private static string PublicName(RemoteSettings settings)
    {
        var name = settings.PublicHostname.Length > 0 ? settings.PublicHostname : settings.Hostname.Length > 0 ? settings.Hostname : Dns.GetHostName();
        return IPAddress.TryParse(name, out var address) && address.AddressFamily == AddressFamily.InterNetworkV6 ? $"[{name}]" : name;
    }

    private static async Task ConnectAsync(Socket socket, string host, int port, CancellationToken stop)
    {
        using var soon = CancellationTokenSource.CreateLinkedTokenSource(stop);
        soon.CancelAfter(ForTheConnection);
        try
        {
            await socket.ConnectAsync(host, port, soon.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException e) when (!stop.IsCancellationRequested)
        {
            throw new TimeoutException($"no connection within {ForTheConnection}", e);
        }
    }

    private async Task ReceiveAsync(Socket caller)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Stopping);
        stop.CancelAfter(Settings.ConnectionTimeout);
        var from = caller.RemoteEndPoint;
        try
        {
            caller.NoDelay = true;
            var stream = await Secured(caller, tls => tls.ReceiveAsync(new NetworkStream(caller, ownsSocket: true), stop.Token)).ConfigureAwait(false);
            try
            {
                var (address, uid, reader) = await _handshake.ReceiveAsync(stream, stop.Token).ConfigureAwait(false);
                LetIn(new Connection(stream, reader, isInbound: true, uid), address);
            }
            catch (RefusedException e)
            {
                await Handshake.RefuseAsync(stream, e.Message, e.IsQuarantined, stop.Token).ConfigureAwait(false);
                throw;
            }
        }
        catch (Exception e)
        {
            caller.Dispose();
            if (!IsStopping)
                Log.Warning("Refused a connection from {0}: {1}.", from, Why(e));
        }
    }

    private void LetIn(Connection connection, Address address)
    {
        var peer = PeerAt(address) ?? throw new RefusedException($"{MostPeers} other systems are known already", isQuarantined: false);
        switch (peer.Admit(connection, isProven: false, _handshake.Answer))
        {
            case Incarnations.Verdict.Retired:
                throw new RefusedException($"{address} with uid {connection.Uid} is quarantined: only a restart of it helps", isQuarantined: true);
            case Incarnations.Verdict.Unproven:
                peer.Probe();
                throw new RefusedException($"uid {connection.Uid} claims {address}, where another incarnation lives: it is called to see which", isQuarantined: false);
        }
    }

    private async Task<global::System.IO.Stream> Secured(Socket socket, Func<Tls, Task<global::System.IO.Stream>> secure) =>
        _tls is null ? new NetworkStream(socket, ownsSocket: true) : await secure(_tls).ConfigureAwait(false);

    private string Why(Exception e) => e switch
    {
        ProtocolException => $"it {e.Message}",
        ObjectDisposedException or IOException { InnerException: SocketException { SocketErrorCode: SocketError.OperationAborted } } =>
            "it had not said who it is when too many others came",
        OperationCanceledException => $"it did not say who it is within {Settings.ConnectionTimeout}",
        global::System.Security.Authentication.AuthenticationException => $"TLS failed: {e.Message} {e.InnerException?.Message}".TrimEnd('.', ' '),
        _ => e.Message.TrimEnd('.'),
    };

    private async Task TickAsync()
    {
        var interval = (Settings.HeartbeatInterval < Settings.AcceptableSilence / 2 ? Settings.HeartbeatInterval : Settings.AcceptableSilence / 2) / 2;
        using var timer = new PeriodicTimer(interval, TimeProvider.System);
        var last = TimeProvider.System.GetTimestamp();
        try
        {
            while (await timer.WaitForNextTickAsync(Stopping).ConfigureAwait(false))
            {
                var isOnTime = TimeProvider.System.GetElapsedTime(last) < 2 * interval;
                last = TimeProvider.System.GetTimestamp();
                foreach (var peer in _peers.Values)
                    peer.Tick(mayJudge: isOnTime);
            }
        }
        catch (OperationCanceledException)
        {
        }
    }

    private bool Forget()
    {
        foreach (var (address, peer) in _peers)
        {
            if (peer.IsIdle)
                _peers.TryRemove(address, out _);
        }

        return _peers.Count < MostPeers;
    }
}
