using System.Net;
using System.Net.Sockets;
using ActorBackup.Client;
using ActorBackup.Core.Protocols;
using ActorBackup.Core.Sources;
using ActorBackup.Node.Http.Peers;
using ActorBackup.Node.Tests.Fakes;
using ActorBackup.Testing;
using ActorBackup.Wire.Json;

namespace ActorBackup.Node.Tests.Http;

/// <summary>What is asked of one node and answered by another.</summary>
public sealed class ForwardingTests
{
    [Fact]
    public async Task A_signal_goes_to_the_owner_and_its_answer_comes_back()
    {
        await using var peers = await FakePeers.StartAsync();

        var outcome = await peers.Here.Client.SignalAsync("linking-map", new SignalRequest(Id: "my-id", Label: "moved"), default);

        Assert.Equal(("my-id", "durable"), (outcome.Id, outcome.State));
        Assert.Equal("moved", peers.There.Last<SourceProtocol.TakeSnapshot>().Trigger.Label);
        Assert.Empty(peers.Here.Gateway.Asked.OfType<SourceProtocol.TakeSnapshot>());
    }

    [Fact]
    public async Task The_owner_itself_answers_without_the_others()
    {
        await using var peers = await FakePeers.StartAsync();
        peers.Owner = "here.1";

        await peers.Here.Client.SignalAsync("linking-map", new SignalRequest(Id: "my-id"), default);

        Assert.Equal("my-id", peers.Here.Gateway.Last<SourceProtocol.TakeSnapshot>().Trigger.Id.Value);
        Assert.Empty(peers.There.Asked);
    }

    [Fact]
    public async Task A_deed_without_an_id_gets_one_and_the_owner_hears_who_asked()
    {
        await using var peers = await FakePeers.StartAsync();

        using var answer = await peers.Here.Http.PostAsync("/api/v1/sources/linking-map/restore", null);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var restore = peers.There.Last<SourceProtocol.Restore>();
        Assert.True(Guid.TryParse(restore.Request.Value, out _), restore.Request.Value);
        Assert.EndsWith("@here", restore.Who, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Paths_queries_and_refusals_pass_unchanged()
    {
        await using var peers = await FakePeers.StartAsync(there: Answers.Usual().On<SourceProtocol.Choose>(_ => Answers.Refused(RefusalKind.NoSuchSnapshot, "there is none like that")));

        var no = await Assert.ThrowsAsync<NodeProblemException>(() => peers.Here.Client.GetSnapshotAsync("linking-map", "2026 11/20", Some.Noon, "vault", default));

        Assert.Equal((ProblemTypes.NoSuchSnapshot, "there is none like that"), (no.Problem.Type, no.Message));
        var choice = peers.There.Last<SourceProtocol.Choose>().Choice;
        Assert.Equal((Some.Noon, "vault"), (choice.At, choice.Store?.Value));
    }

    [Fact]
    public async Task Content_streams_through()
    {
        await using var peers = await FakePeers.StartAsync(
            there: Answers.Usual().On<SourceProtocol.Choose>(_ => new SourceProtocol.Chosen(Some.Source, Answers.SourcePath, Answers.Healthy with { Bytes = 8 }, [])));
        using var content = new MemoryStream();

        await peers.Here.Client.CopyContentAsync("linking-map", "latest", content, default);

        Assert.Equal("of there"u8.ToArray(), content.ToArray());
    }

    [Fact]
    public async Task What_was_forwarded_once_is_not_forwarded_again()
    {
        await using var peers = await FakePeers.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/sources/linking-map/signal") { Headers = { { PeerHeaders.Hop, "1" } } };

        using var answer = await peers.Here.Http.SendAsync(request);

        Assert.Equal(HttpStatusCode.MisdirectedRequest, answer.StatusCode);
        Assert.Empty(peers.There.Asked.OfType<SourceProtocol.TakeSnapshot>());
    }

    [Fact]
    public async Task A_request_waits_for_the_next_owner()
    {
        await using var peers = await FakePeers.StartAsync();
        peers.Owner = null;

        var signal = peers.Here.Client.SignalAsync("linking-map", new SignalRequest(Id: "my-id"), default);
        await peers.PassUntil(TimeSpan.FromSeconds(3));
        Assert.False(signal.IsCompleted);
        peers.Owner = "here.1";
        await peers.PassUntil(signal);

        Assert.Equal("my-id", (await signal).Id);
    }

    [Fact]
    public async Task An_owner_that_cannot_be_reached_is_waited_for_and_then_called_unreachable()
    {
        await using var peers = await FakePeers.StartAsync();
        using (var free = new TcpListener(IPAddress.Loopback, 0))
        {
            free.Start();
            peers.ThereAddress = $"http://{free.LocalEndpoint}";
        }

        var signal = peers.Here.Client.SignalAsync("linking-map", new SignalRequest(), default);
        await peers.PassUntil(signal);

        var no = await Assert.ThrowsAsync<NodeProblemException>(() => signal);
        Assert.Equal((ProblemTypes.Away, 503), (no.Problem.Type, no.Problem.Status));
        Assert.Matches("^owner unreachable: linking-map was asked for 10 s, but the node there cannot be reached: ", no.Message);
    }

    [Fact]
    public async Task A_signal_whose_owner_loses_the_source_while_it_works_goes_to_the_next_one()
    {
        await using var peers = await FakePeers.StartAsync();
        peers.There.On<SourceProtocol.TakeSnapshot>(_ =>
        {
            peers.Owner = "here.1";
            return Answers.Refused(RefusalKind.Away, "it has lost it");
        });

        var signal = peers.Here.Client.SignalAsync("linking-map", new SignalRequest(Id: "my-id"), default);
        await peers.PassUntil(signal);

        Assert.Equal("my-id", (await signal).Id);
        Assert.Equal("my-id", peers.Here.Gateway.Last<SourceProtocol.TakeSnapshot>().Trigger.Id.Value);
    }

    [Fact]
    public async Task A_local_source_of_another_node_is_found_by_its_name_and_by_its_node()
    {
        await using var peers = await FakePeers.StartAsync();
        peers.Locals[new NodeId("there")] = ["of-there", "of-both"];

        await peers.Here.Client.SignalAsync("of-there", new SignalRequest(Id: "by-name"), default);
        await peers.Here.Client.SignalAsync("of-both@there", new SignalRequest(Id: "by-node"), default);
        await peers.Here.Client.SignalAsync("of-both", new SignalRequest(Id: "own"), default);

        Assert.Equal(["by-name", "by-node"], peers.There.Asked.OfType<SourceProtocol.TakeSnapshot>().Select(t => t.Trigger.Id.Value));
        Assert.Equal(["own"], peers.Here.Gateway.Asked.OfType<SourceProtocol.TakeSnapshot>().Select(t => t.Trigger.Id.Value));
    }

    [Fact]
    public async Task A_restore_to_a_path_is_written_on_the_node_that_was_asked()
    {
        var snapshot = Answers.Healthy with { Bytes = 8, Digest = Some.Digest("of there") };
        await using var peers = await FakePeers.StartAsync(
            there: Answers.Usual().On<SourceProtocol.Choose>(_ => new SourceProtocol.Chosen(Some.Source, Answers.SourcePath, snapshot, [])));
        var folder = Directory.CreateTempSubdirectory("ab-");

        var outcome = await peers.Here.Client.RestoreAsync("linking-map", new RestoreRequest(Id: "r-1", To: folder.FullName), default);

        Assert.Equal(("r-1", "durable"), (outcome.Id, outcome.State));
        Assert.Equal("of there", await File.ReadAllTextAsync(Path.Join(folder.FullName, "linking_map.json")));
        Assert.Empty(peers.There.Asked.OfType<SourceProtocol.Restore>());
        folder.Delete(recursive: true);
    }
}
