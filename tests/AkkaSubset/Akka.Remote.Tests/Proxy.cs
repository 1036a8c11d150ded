using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Akka.Remote.Tests;

/// <summary>Stands before a system: can cut its connections, and can lead to another system later.</summary>
internal sealed class Proxy : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentDictionary<TcpClient, bool> _open = new();
    private volatile int _target;
    private volatile bool _isBlocked;

    public Proxy()
    {
        _listener.Start();
        _ = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public void LeadTo(int port) => _target = port;

    public void Unblock() => _isBlocked = false;

    /// <summary>Cuts all connections and lets none through.</summary>
    public void Block()
    {
        _isBlocked = true;
        Cut();
    }

    public void Cut()
    {
        foreach (var client in _open.Keys)
            client.Dispose();
        _open.Clear();
    }

    public void Dispose()
    {
        _listener.Dispose();
        Cut();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
                _ = PumpAsync(await _listener.AcceptTcpClientAsync());
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
        }
    }

    private async Task PumpAsync(TcpClient caller)
    {
        using var called = new TcpClient();
        (_open[caller], _open[called]) = (true, true);
        try
        {
            if (_isBlocked)
                return;
            await called.ConnectAsync(IPAddress.Loopback, _target);
            await Task.WhenAny(caller.GetStream().CopyToAsync(called.GetStream()), called.GetStream().CopyToAsync(caller.GetStream()));
        }
        catch (Exception e) when (e is IOException or SocketException or ObjectDisposedException or InvalidOperationException or ArgumentException)
        {
        }
        finally
        {
            caller.Dispose();
        }
    }
}
