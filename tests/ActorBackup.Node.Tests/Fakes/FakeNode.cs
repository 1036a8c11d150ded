using System.Net.Sockets;
using System.Text;
using ActorBackup.Client;
using ActorBackup.Core.Protocols;
using ActorBackup.Node.Http;
using ActorBackup.Node.Http.Peers;
using ActorBackup.Node.Logging;
using ActorBackup.Testing;

namespace ActorBackup.Node.Tests.Fakes;

/// <summary>The real HTTP face on a real socket, with answers of the test's own behind it.</summary>
internal sealed class FakeNode : IAsyncDisposable, ISnapshotContent
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ab-");
    private HttpFace _face = null!;

    private FakeNode(FakeGateway gateway) => Gateway = gateway;

    public FakeGateway Gateway { get; }
    public FakeTrees Trees { get; } = new();
    public LogTail Tail { get; } = new();
    public string Socket => _face.Socket;
    public BackupClient Client { get; private set; } = null!;
    public HttpClient Http { get; private set; } = null!;
    public byte[] Content { get; set; } = Encoding.UTF8.GetBytes("""{"a":1}""");

    public static async Task<FakeNode> StartAsync(FakeGateway gateway, PeerNodes? cluster = null, ManualTime? time = null)
    {
        var node = new FakeNode(gateway);
        var parts = new FaceParts(gateway, node, node.Trees, "/srv/shop/actorbackup.hocon", node.Tail, time ?? new ManualTime(), Serilog.Core.Logger.None, cluster);
        node._face = await HttpFace.OnSocketAsync(Path.Join(node._folder.FullName, "n.sock"), parts);
        node.Client = new BackupClient(NodeAddress.OfSocket(node.Socket));
        node.Http = new HttpClient(new SocketsHttpHandler { ConnectCallback = (_, stop) => node.ConnectAsync(stop) }) { BaseAddress = new Uri("http://localhost") };
        return node;
    }

    public Task<Stream> OpenVerifiedAsync(SourceProtocol.Chosen chosen, CancellationToken stop) => Task.FromResult<Stream>(new MemoryStream(Content));

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        Http.Dispose();
        Tail.Complete();
        await _face.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private async ValueTask<Stream> ConnectAsync(CancellationToken stop)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await socket.ConnectAsync(new UnixDomainSocketEndPoint(Socket), stop);
        return new NetworkStream(socket, ownsSocket: true);
    }
}
