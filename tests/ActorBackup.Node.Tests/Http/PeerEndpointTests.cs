using System.Net;
using System.Net.Http.Headers;
using ActorBackup.Core.Sources;
using ActorBackup.Node.Cli;
using ActorBackup.Node.Tests.Fakes;

namespace ActorBackup.Node.Tests.Http;

public sealed class PeerEndpointTests
{
    [Theory]
    [InlineData(null)]
    [InlineData("Bearer something else")]
    [InlineData("Bearer ")]
    [InlineData("Basic the secret of these nodes")]
    public async Task Nobody_is_let_in_without_the_clusters_token_and_one_line_a_minute_tells_of_it(string? authorization)
    {
        await using var peers = await FakePeers.StartAsync();
        using var http = new HttpClient();

        for (var i = 0; i < 3; i++) Assert.Equal(HttpStatusCode.Unauthorized, await AskAsync(http, peers, authorization));
        Assert.Single(peers.Logged);
        peers.Time.Advance(TimeSpan.FromMinutes(1));
        await AskAsync(http, peers, authorization);

        Assert.Equal(2, peers.Logged.Count);
        Assert.DoesNotContain("something else", string.Concat(peers.Logged), StringComparison.Ordinal);
        Assert.Empty(peers.There.Asked);
    }

    [Fact]
    public async Task The_token_opens_it()
    {
        await using var peers = await FakePeers.StartAsync();
        using var http = new HttpClient();

        Assert.Equal(HttpStatusCode.OK, await AskAsync(http, peers, "Bearer the secret of these nodes"));
    }

    [Fact]
    public async Task Status_is_of_all_nodes_and_names_those_that_do_not_answer()
    {
        await using var peers = await FakePeers.StartAsync();
        peers.Locals[new NodeId("gone")] = ["of-gone"];

        var run = await CliRun.On(peers.Here, "status");

        Assert.Equal(ExitCode.Ok, run.Code);
        Assert.Contains("node there answers", run.Out, StringComparison.Ordinal);
        Assert.Contains("node gone away: it is not in the cluster", run.Out, StringComparison.Ordinal);
        Assert.Matches(@"of-gone\s+gone\s+away", run.Out);
        Assert.Contains("its last good copy is of 2026-11-20 09:00:00 UTC, 3 h ago", run.Out, StringComparison.Ordinal);

        peers.ThereAddress = "http://127.0.0.1:1";
        Assert.Contains("node there silent: it cannot be asked", (await CliRun.On(peers.Here, "status")).Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sources_are_listed_with_their_node_where_names_collide()
    {
        await using var peers = await FakePeers.StartAsync();
        peers.Locals[new NodeId("there")] = ["of-there", "twice", "linking-map"];
        peers.Locals[new NodeId("gone")] = ["twice"];

        var listed = await peers.Here.Client.GetSourcesAsync(null, default);

        Assert.Equal(["linking-map", "of-there", "twice@there", "linking-map@there", "twice@gone"], listed.Select(s => s.Source));
    }

    private static async Task<HttpStatusCode> AskAsync(HttpClient http, FakePeers peers, string? authorization)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{peers.ThereAddress}/healthz");
        if (authorization is not null) request.Headers.TryAddWithoutValidation(nameof(HttpRequestHeaders.Authorization), authorization);
        using var answer = await http.SendAsync(request);
        return answer.StatusCode;
    }
}
