using System.Net.Sockets;
using ActorBackup.Actors.Hosting;
using ActorBackup.Client;
using ActorBackup.Core.Settings;
using ActorBackup.Node.Cli.Output;
using ActorBackup.Node.Hosting;

namespace ActorBackup.Node.Cli;

/// <summary>A client and, where no node runs, the node inside this process that answers it. One code path for both.</summary>
internal sealed class NodeDoor : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(100);
    private readonly NodeHost? _host;

    private NodeDoor(IBackupClient client, NodeHost? host) => (Client, _host) = (client, host);

    public IBackupClient Client { get; }

    /// <summary>False for a node that ends with the command.</summary>
    public bool IsRunning => _host is null;

    /// <param name="address">As given by <c>--node</c>.</param>
    public static NodeDoor At(string address)
    {
        try
        {
            return new NodeDoor(new BackupClient(NodeAddress.Parse(address)), null);
        }
        catch (FormatException wrong)
        {
            throw new CliException(ExitCode.Usage, wrong.Message, wrong);
        }
    }

    /// <summary>The data folder's node; if none answers and <paramref name="need"/> allows, one of our own. Waits a little for a node that starts or stops.</summary>
    public static async Task<NodeDoor> OpenAsync(NodeSettings settings, NodeNeed need, World world, Terminal terminal, CancellationToken stop)
    {
        var socket = SocketPath.Of(settings.DataFolder, world.Environment);
        var begun = world.Time.GetTimestamp();
        while (true)
        {
            if (await AnswersAsync(socket, stop)) return new NodeDoor(new BackupClient(NodeAddress.OfSocket(socket)), null);
            if (need == NodeNeed.Running && !DataFolder.IsLocked(settings.DataFolder))
                throw new CliException(ExitCode.Away, $"no node answers at {socket}: start `actorbackup node`");
            try
            {
                if (need != NodeNeed.Running) return await StartAsync(settings, need, world, terminal, stop);
            }
            catch (DataFolderException locked) when (locked.IsLocked && world.Time.GetElapsedTime(begun) < Patience)
            {
                // A node is starting or another command is at work: soon its socket answers or the lock is free.
            }

            if (world.Time.GetElapsedTime(begun) >= Patience)
                throw new CliException(ExitCode.Away, $"no node answers at {socket}, but its data folder is in use: look at {settings.DataFolder}/logs");
            await Task.Delay(Step, world.Time, stop);
        }
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        if (_host is not null) await _host.DisposeAsync();
    }

    private static async Task<NodeDoor> StartAsync(NodeSettings settings, NodeNeed need, World world, Terminal terminal, CancellationToken stop)
    {
        var mode = need == NodeNeed.Look ? NodeMode.ReadOnly : NodeMode.OneShot;
        var host = await NodeHost.StartAsync(settings, new HostOptions(mode, world, new WarningsOnly(terminal)), stop);
        return new NodeDoor(new BackupClient(NodeAddress.OfSocket(host.Socket)), host);
    }

    private static async Task<bool> AnswersAsync(string socket, CancellationToken stop)
    {
        if (!File.Exists(socket)) return false;
        using var probe = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await probe.ConnectAsync(new UnixDomainSocketEndPoint(socket), stop);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
