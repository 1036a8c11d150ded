using System.Collections.Immutable;
using System.Net.Sockets;
using ActorBackup.Actors.Hosting;
using ActorBackup.Core.Retention;
using ActorBackup.Core.Settings;
using ActorBackup.Core.Sources;
using ActorBackup.Core.Stores;
using ActorBackup.Node.Cli;
using ActorBackup.Node.Http.Peers;
using ActorBackup.Wire.Json;

namespace ActorBackup.Node.Hosting.Clustering;

/// <summary>Starts, for one request, a node that only looks: under the name of the one that is gone, with the source and the stores it told of.</summary>
internal sealed class AbsentNodes(World world) : IAbsentNodes
{
    public async Task<IAbsentSource> OpenAsync(NodeId node, LocalSourceJson source, CancellationToken stop)
    {
        var host = await NodeHost.StartAsync(SettingsOf(node, source), new HostOptions(NodeMode.ReadOnly, world, null), stop);
        return new AbsentSource(host);
    }

    private static NodeSettings SettingsOf(NodeId node, LocalSourceJson told)
    {
        var stores = told.Stores.ToImmutableDictionary(
            s => new StoreName(s.Store), StoreSettings (s) => new CopiesSettings(new StoreName(s.Store), s.Folder, s.Name, TimeSpan.Zero, null, MinFree: 0, WarnAt: 1));
        var source = new SourceSettings(
            SourceId.Parse(told.Source), told.Path, IsGlob: false, [.. stores.Keys.Select(name => new StoreUse(name, null))], Change: null, Interval: null, Cron: null, Startup: null,
            Signal: false, MinInterval: TimeSpan.Zero, PidFile: null, new HealthSettings(ParseMode.None, 1, 1, null), new RetentionPolicy(), MaxRpo: null, ExpectedItems: null, DurableIn: 1);
        var nowhere = Path.Join(Path.GetTempPath(), $"actorbackup-absent-{node}");    // of a data folder that is not there nothing is read
        return new NodeSettings(null, node, TimeZoneInfo.Local, nowhere, [], 1, LogJson: false, stores, [source], "");
    }

    private sealed class AbsentSource : IAbsentSource
    {
        private readonly NodeHost _host;
        private readonly HttpClient _http;

        public AbsentSource(NodeHost host)
        {
            _host = host;
            _http = new HttpClient(new SocketsHttpHandler { ConnectCallback = async (_, stop) => await ConnectAsync(stop) }) { BaseAddress = new Uri("http://localhost"), Timeout = Timeout.InfiniteTimeSpan };
        }

        public Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, string path, CancellationToken stop)
        {
            request.RequestUri = new Uri(path, UriKind.Relative);
            return _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, stop);
        }

        public async ValueTask DisposeAsync()
        {
            _http.Dispose();
            await _host.DisposeAsync();
        }

        private async Task<Stream> ConnectAsync(CancellationToken stop)
        {
            var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(_host.Socket), stop);
            return new NetworkStream(socket, ownsSocket: true);
        }
    }
}
