using System.Text;
using ActorBackup.Client;
using ActorBackup.Core.Protocols;
using ActorBackup.Core.Sources;
using ActorBackup.Node.Tests.Fakes;
using ActorBackup.Testing;

namespace ActorBackup.Node.Tests.Http;

public sealed class SnapshotEndpointTests
{
    [Fact]
    public async Task Writes_a_snapshot_exactly_as_the_contract_says()
    {
        await using var node = await FakeNode.StartAsync(Answers.Usual().On<SourceProtocol.GetSnapshots>(_ => Answers.Listed(Answers.Healthy)));

        var json = await node.Http.GetStringAsync("/api/v1/sources/linking-map/snapshots");

        Assert.Equal(
            $$"""
            [{"source":"linking-map","id":"20261120_120000","seq":1,"state":"live","takenAt":"2026-11-20T12:00:00Z","triggers":["manual"],"tier":null,"items":100,
            "counters":{},"bytes":10000,"files":1,"filesChanged":null,"incomplete":false,"health":{"verdict":"healthy","reason":null,"acceptedBy":null},
            "pinned":false,"label":null,"digest":"{{Answers.Healthy.Digest}}","stores":[{"store":"copies","handle":"linking_map_20261120_120000.json",
            "compressed":false,"state":"live","bytes":10000,"removedBy":null,"removedAt":null}],
            "restore":"actorbackup restore linking-map 20261120_120000 --config /srv/shop/actorbackup.hocon"}]
            """.ReplaceLineEndings(""),
            json);
    }

    [Theory]
    [InlineData("docs:a/b c.json", "docs%3Aa%2Fb%20c.json")]
    [InlineData("docs:🗂 x.json", "docs%3A%F0%9F%97%82%20x.json")]
    public async Task Takes_a_match_by_its_clear_name_and_by_its_key(string name, string encoded)
    {
        var match = SourceId.Parse(name);
        await using var node = await FakeNode.StartAsync(new FakeGateway(match).On<SourceProtocol.GetSnapshots>(m => new SourceProtocol.Snapshots(m.Source, "/x", [])));

        await node.Http.GetStringAsync($"/api/v1/sources/{encoded}/snapshots");
        Assert.Equal(match, node.Gateway.Last<SourceProtocol.GetSnapshots>().Source);
        node.Gateway.Asked.Clear();

        await node.Client.GetSnapshotsAsync(match.Key, all: true, default);
        Assert.Equal(new SourceProtocol.GetSnapshots(match, All: true), node.Gateway.Last<SourceProtocol.GetSnapshots>());
    }

    [Fact]
    public async Task Chooses_by_time_where_a_time_is_given()
    {
        await using var node = await FakeNode.StartAsync(Answers.Usual());

        await node.Client.GetSnapshotAsync("linking-map", "latest", Some.Noon, "vault", default);

        Assert.Equal(new SnapshotChoice(null, Some.Noon, null, Some.Vault), node.Gateway.Last<SourceProtocol.Choose>().Choice);
    }

    [Fact]
    public async Task Tells_which_newer_suspects_were_passed_over()
    {
        await using var node = await FakeNode.StartAsync(Answers.Usual());

        var shown = await node.Client.GetSnapshotAsync("linking-map", "latest", null, null, default);

        Assert.Equal((Answers.SourcePath, "empty after 100 items"), (shown.Path, shown.Passed?[0].Health.Reason));
    }

    [Fact]
    public async Task Streams_the_content()
    {
        await using var node = await FakeNode.StartAsync(Answers.Usual().On<SourceProtocol.Choose>(_ => Answers.Chosen() with { Snapshot = Answers.Healthy with { Bytes = 7 } }));
        using var received = new MemoryStream();

        await node.Client.CopyContentAsync("linking-map", "latest", received, default);

        Assert.Equal("""{"a":1}""", Encoding.UTF8.GetString(received.ToArray()));
    }

    [Theory]
    [InlineData(RefusalKind.NoSuchSource, 404)]
    [InlineData(RefusalKind.NoSuchSnapshot, 404)]
    [InlineData(RefusalKind.NothingHealthy, 404)]
    [InlineData(RefusalKind.Conflict, 409)]
    [InlineData(RefusalKind.NeedsForce, 409)]
    [InlineData(RefusalKind.Away, 503)]
    [InlineData(RefusalKind.Locked, 423)]
    [InlineData(RefusalKind.Failed, 500)]
    public async Task Turns_every_refusal_into_a_problem_with_the_nodes_words(RefusalKind kind, int status)
    {
        await using var node = await FakeNode.StartAsync(Answers.Usual().On<SourceProtocol.Choose>(_ => Answers.Refused(kind, "what, which, why")));

        var no = await Assert.ThrowsAsync<NodeProblemException>(() => node.Client.GetSnapshotAsync("linking-map", "x", null, null, default));

        Assert.Equal((status, "what, which, why"), (no.Problem.Status, no.Message));
    }

    [Fact]
    public async Task Says_so_when_the_node_does_not_answer()
    {
        await using var node = await FakeNode.StartAsync(Answers.Usual().On<SourceProtocol.GetSnapshots>(_ => null));

        var no = await Assert.ThrowsAsync<NodeProblemException>(() => node.Client.GetSnapshotsAsync("linking-map", false, default));

        Assert.Contains("did not answer within 30 s", no.Message, StringComparison.Ordinal);
    }
}
