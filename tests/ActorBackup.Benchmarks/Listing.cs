using System.Net.Sockets;

namespace ActorBackup.Benchmarks;

/// <summary>Asks for a source's snapshots again and again on one connection to the node's socket.</summary>
internal sealed class Listing : IDisposable
{
    private readonly HttpClient _http;
    private readonly Uri _snapshots;

    public Listing(string socket, string source)
    {
        _snapshots = new Uri($"http://localhost/api/v1/sources/{source}/snapshots");
        _http = new HttpClient(new SocketsHttpHandler
        {
            UseProxy = false,
            MaxConnectionsPerServer = 1,
            ConnectCallback = async (_, stop) =>
            {
                var connection = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
                await connection.ConnectAsync(new UnixDomainSocketEndPoint(socket), stop);
                return new NetworkStream(connection, ownsSocket: true);
            },
        });
    }

    public async Task WaitForAsync(string digest)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!(await _http.GetStringAsync(_snapshots, deadline.Token)).Contains(digest, StringComparison.Ordinal))
            await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System, deadline.Token);
    }

    public void Dispose() => _http.Dispose();
}
