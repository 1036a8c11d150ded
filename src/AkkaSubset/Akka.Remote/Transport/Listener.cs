using System.Net;
using System.Net.Sockets;
using Akka.Event;

namespace Akka.Remote.Transport;

/// <summary>Takes calls. A caller is a stranger until its handshake is done; of too many at once the one that has waited longest must go.</summary>
internal sealed class Listener : IDisposable
{
    private const int MostStrangers = 256;
    private static readonly TimeSpan AfterFailure = TimeSpan.FromMilliseconds(100);

    private readonly Socket _socket;
    private readonly ILoggingAdapter _log;
    private readonly Lock _lock = new();
    private readonly LinkedList<Socket> _strangers = new();
    private volatile bool _isDisposed;

    /// <param name="hostname">An address or a name of this host; empty for all its addresses.</param>
    /// <exception cref="RemoteTransportException">It cannot be listened there.</exception>
    public Listener(string hostname, int port, ILoggingAdapter log)
    {
        _log = log;
        try
        {
            var place = new IPEndPoint(AddressOf(hostname), port);
            _socket = new Socket(place.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            _socket.Bind(place);
            _socket.Listen();
        }
        catch (SocketException e)
        {
            _socket?.Dispose();
            throw new RemoteTransportException(
                $"Cannot listen on {(hostname.Length == 0 ? "any address" : hostname)}, port {port}: {e.Message}. "
                + "Change akka.remote.dot-netty.tcp.hostname or port, or end the program that has the port.",
                e);
        }

        Port = ((IPEndPoint)_socket.LocalEndPoint).Port;
    }

    public int Port { get; }

    /// <summary>Gives each caller to <paramref name="receive"/> until it is disposed.</summary>
    public async Task AcceptAsync(Func<Socket, Task> receive, CancellationToken stop)
    {
        while (!_isDisposed)
        {
            try
            {
                var caller = await _socket.AcceptAsync(stop).ConfigureAwait(false);
                _ = ReceiveAsync(caller, receive);
            }
            catch (SocketException e) when (!_isDisposed)
            {
                _log.Warning("Could not take a call: {0}", e.Message);
                await Task.Delay(AfterFailure, TimeProvider.System, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException or SocketException)
            {
                return;
            }
        }
    }

    public void Dispose()
    {
        _isDisposed = true;
        _socket.Dispose();
    }

    private static IPAddress AddressOf(string hostname)
    {
        if (hostname.Length == 0)
            return IPAddress.Any;
        if (IPAddress.TryParse(hostname, out var parsed))
            return parsed;
        var all = Dns.GetHostAddresses(hostname);
        return all.FirstOrDefault(one => one.AddressFamily == AddressFamily.InterNetwork) ?? all[0];
    }

    private async Task ReceiveAsync(Socket caller, Func<Socket, Task> receive)
    {
        var place = Enter(caller);
        try
        {
            await receive(caller).ConfigureAwait(false);
        }
        finally
        {
            lock (_lock)
            {
                if (place.List is not null)
                    _strangers.Remove(place);
            }
        }
    }

    private LinkedListNode<Socket> Enter(Socket caller)
    {
        lock (_lock)
        {
            if (_strangers.First is { } oldest && _strangers.Count >= MostStrangers)
            {
                _strangers.Remove(oldest);
                oldest.Value.Dispose();
            }

            return _strangers.AddLast(caller);
        }
    }
}
