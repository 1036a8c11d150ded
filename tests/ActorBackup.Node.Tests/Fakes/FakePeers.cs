using System.Collections.Immutable;
using System.Net;
using ActorBackup.Actors.Ownership;
using ActorBackup.Core.Ownership;
using ActorBackup.Core.Settings;
using ActorBackup.Core.Sources;
using ActorBackup.Node.Hosting;
using ActorBackup.Node.Http;
using ActorBackup.Node.Http.Peers;
using ActorBackup.Node.Logging;
using ActorBackup.Stores.Restoring;
using ActorBackup.Testing;
using Serilog;
using Serilog.Core;
using Serilog.Events;

namespace ActorBackup.Node.Tests.Fakes;

/// <summary>Two nodes of a cluster, <c>here</c> and <c>there</c>, with real faces and answers of the test's own behind them. Asked is the one here.</summary>
internal sealed class FakePeers : IAsyncDisposable, IClusterControl, ILogEventSink
{
    private readonly PeerToken _token = new() { Value = "the secret of these nodes" };
    private readonly List<IAsyncDisposable> _faces = [];
    private readonly LogTail _tail = new();
    private readonly Logger _log;
    private PeerLink _link = null!;

    private FakePeers(FakeGateway there) => (There, _log) = (there, new LoggerConfiguration().WriteTo.Sink(this).CreateLogger());

    public FakeGateway There { get; }
    public FakeNode Here { get; private set; } = null!;
    public ManualTime Time { get; } = new();
    public List<string> Logged { get; } = [];

    /// <summary>Incarnation of who owns the shared source; null: nobody.</summary>
    public string? Owner { get; set; } = "there.1";

    /// <summary>Whether the node there is among the living.</summary>
    public bool IsThere { get; set; } = true;

    public Dictionary<NodeId, string[]> Locals { get; } = [];
    public string ThereAddress { get; set; } = "";
    public List<string> Down { get; } = [];

    public static async Task<FakePeers> StartAsync(FakeGateway? here = null, FakeGateway? there = null)
    {
        var peers = new FakePeers(there ?? Answers.Usual());
        var link = new PeerLink(peers._token, null);
        peers._link = link;
        peers.Equip(peers.There, "there.1");
        var content = new NoContent();
        var face = await HttpFace.ForPeersAsync(
            IPAddress.Loopback, 0, null, peers._token,
            new FaceParts(peers.There, content, new FakeTrees(), null, peers._tail, peers.Time, peers._log, peers.NodesOf("there", peers.There)));
        peers._faces.Add(face);
        peers.ThereAddress = $"http://127.0.0.1:{face.Port}";
        var gateway = here ?? Answers.Usual();
        peers.Equip(gateway, "here.1");
        peers.Here = await FakeNode.StartAsync(gateway, peers.NodesOf("here", gateway), peers.Time);
        return peers;
    }

    Task IClusterControl.LeaveAsync(bool stop)
    {
        Down.Add(stop ? "left and stops" : "left");
        return Task.CompletedTask;
    }

    void IClusterControl.Down(Peer peer) => Down.Add(peer.Node.Value);

    /// <summary>Lets time pass in steps that the node here takes, each when it waits for one.</summary>
    public async Task PassUntil(TimeSpan time)
    {
        for (var end = Time.GetTimestamp() + time.Ticks; Time.GetTimestamp() < end;) await StepAsync();
    }

    public async Task PassUntil(Task done)
    {
        while (!done.IsCompleted) await StepAsync();
    }

    public void Emit(LogEvent logEvent) => Logged.Add(logEvent.RenderMessage(System.Globalization.CultureInfo.InvariantCulture));

    public async ValueTask DisposeAsync()
    {
        await Here.DisposeAsync();
        foreach (var face in _faces) await face.DisposeAsync();
        _link.Dispose();
    }

    private async Task StepAsync()
    {
        if (Time.WaitingTimers > 0) Time.Advance(TimeSpan.FromMilliseconds(200));
        await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System);    // for the sockets, which have no clock of ours
    }

    private PeerNodes NodesOf(string name, FakeGateway gateway) => new(new NodeId(name), () => Settings(name), gateway, _link, this, new NobodyAbsent(), new FileRestore());

    /// <summary>Both share the usual source; each has one of its own.</summary>
    private static NodeSettings Settings(string name) => new(
        null, new NodeId(name), TimeZoneInfo.Utc, "/data", [], 4, false, ImmutableDictionary<Core.Stores.StoreName, StoreSettings>.Empty,
        [Some.Settings() with { Shared = new SharedSettings(null) }, Some.Settings() with { Id = SourceId.Parse($"of-{name}") }, Some.Settings() with { Id = SourceId.Parse("of-both") }], "");

    private void Equip(FakeGateway gateway, string incarnation) => gateway
        .On<OwnershipProtocol.GetOwner>(q => new OwnershipProtocol.OwnerIs(q.Source, PeerOf(Owner), Owner == incarnation, 3, Owner is null ? "nobody has taken it yet" : null))
        .On<OwnershipProtocol.GetMembers>(_ => new OwnershipProtocol.MembersAre(
            incarnation, [PeerOf("here.1")!, .. IsThere ? [PeerOf("there.1")!] : Array.Empty<Peer>()],
            ImmutableSortedDictionary<string, OwnershipProtocol.Placement>.Empty.Add(Some.Source.Name, new OwnershipProtocol.Placement(Owner, 3, [new NodeId("there"), new NodeId("here")])), null))
        .On<OwnershipProtocol.GetLocal>(_ => new OwnershipProtocol.LocalIs(
            [.. Locals.SelectMany(node => node.Value.Select(source => new LocalLine(node.Key, source, LocalLines.Write(LineOf(source)))))], null))
        .On<OwnershipProtocol.Down>(_ => new OwnershipProtocol.Downed(null));

    private static Wire.Json.LocalSourceJson LineOf(string source) => new(
        source, SourceId.Parse(source).Key, $"/srv/{source}.json", "idle", "20261120_090000", Some.Noon.AddHours(-3), Some.Noon.AddHours(-3), 7,
        [new Wire.Json.LocalPlaceJson("vault", "/mnt/vault", "{source}_{id}")], Some.Noon.AddMinutes(-5));

    private Peer? PeerOf(string? incarnation) => incarnation is null ? null : new Peer(
        new NodeId(incarnation.Split('.')[0]), incarnation, $"akka.tcp://actorbackup@127.0.0.1:{incarnation.Length}", incarnation.StartsWith("there", StringComparison.Ordinal) ? ThereAddress : "http://127.0.0.1:1",
        RuntimeName.Version, RuntimeName.OfActors, ["files"], [Some.Source.Name], Some.Noon, TimeSpan.Zero);

    private sealed class NobodyAbsent : IAbsentNodes
    {
        public Task<IAbsentSource> OpenAsync(NodeId node, Wire.Json.LocalSourceJson source, CancellationToken stop) => throw new NotSupportedException();
    }

    private sealed class NoContent : ISnapshotContent
    {
        public Task<Stream> OpenVerifiedAsync(Core.Protocols.SourceProtocol.Chosen chosen, CancellationToken stop) => Task.FromResult<Stream>(new MemoryStream("of there"u8.ToArray()));
    }
}
