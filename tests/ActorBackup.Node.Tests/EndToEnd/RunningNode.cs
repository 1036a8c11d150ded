using ActorBackup.Actors.Hosting;
using ActorBackup.Client;
using ActorBackup.Node.Cli;
using ActorBackup.Node.Hosting;
using ActorBackup.Node.Tests.Fakes;
using ActorBackup.Wire.Json;

namespace ActorBackup.Node.Tests.EndToEnd;

/// <summary>A whole node in this process, on a workplace's configuration.</summary>
internal sealed class RunningNode : IAsyncDisposable
{
    private readonly Workplace _place;

    private RunningNode(Workplace place, NodeHost host) => (_place, Host, Client) = (place, host, new BackupClient(NodeAddress.OfSocket(host.Socket)));

    public NodeHost Host { get; }
    public BackupClient Client { get; }

    public static async Task<RunningNode> StartAsync(Workplace place)
    {
        var world = new World(TextReader.Null, TextWriter.Null, Stream.Null, TextWriter.Null, false, false, false, place.Folder, _ => null, TimeProvider.System);
        var settings = ConfigurationFile.Read(place.PathOf("actorbackup.hocon"));
        return new RunningNode(place, await NodeHost.StartAsync(settings, new HostOptions(NodeMode.Run, world, Terminal: null), place.Limit));
    }

    /// <summary>Polls a listing until it is as awaited; the workplace's limit ends it.</summary>
    public async Task<IReadOnlyList<SnapshotJson>> SnapshotsAsync(string source, Func<IReadOnlyList<SnapshotJson>, bool> awaited)
    {
        while (true)
        {
            var list = await Client.GetSnapshotsAsync(source, all: false, _place.Limit);
            if (awaited(list)) return list;
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, _place.Limit);
        }
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await Host.DisposeAsync();
    }
}
