using System.Text.Json;
using ActorBackup.Node.Cli;
using ActorBackup.Node.Tests.Fakes;

namespace ActorBackup.Node.Tests.Cli;

public sealed class ClusterCommandTests
{
    [Fact]
    public async Task Members_lists_the_nodes_and_what_they_run()
    {
        await using var peers = await FakePeers.StartAsync();

        var run = await CliRun.On(peers.Here, "cluster", "members");

        var lines = run.Out.TrimEnd().Split('\n');
        Assert.Equal(ExitCode.Ok, run.Code);
        Assert.Matches(@"^NODE\s+STATE\s+ROLES\s+VERSION\s+RUNTIME\s+HEARTBEAT\s+RUNS\s+OF\s+STARTED$", lines[0]);
        Assert.Matches(@"^here \*\s+up\s+files\s+.*0 ms ago\s+0\s+1\s", lines[1]);
        Assert.Matches(@"^there\s+up\s+files\s+.*0 ms ago\s+1\s+1\s", lines[2]);
        Assert.Equal("2 nodes, 1 shared source; * is the node that was asked", lines[3]);
    }

    [Theory]
    [InlineData("there.1", "linking-map: there, epoch 3; there is first by the hash of its name and the source's, of 2 live nodes that may run it")]
    [InlineData("here.1", "linking-map: here, epoch 3; here runs it still; there is first by the hash of its name and the source's, and takes it over when it has been there for a moment")]
    [InlineData(null, "linking-map: nobody, epoch 3; free: there is to take it, first by the hash of its name and the source's")]
    public async Task Members_of_a_source_says_who_runs_it_and_why(string? owner, string line)
    {
        await using var peers = await FakePeers.StartAsync();
        peers.Owner = owner;

        var run = await CliRun.On(peers.Here, "cluster", "members", "linking-map");

        Assert.Equal([line, "  in this order: there, here"], run.Out.TrimEnd().Split('\n'));
    }

    [Fact]
    public async Task Members_gives_one_document_with_json()
    {
        await using var peers = await FakePeers.StartAsync();

        using var json = JsonDocument.Parse((await CliRun.On(peers.Here, "cluster", "members", "--json")).Out);

        Assert.Equal(["here", "there"], json.RootElement.GetProperty("members").EnumerateArray().Select(m => m.GetProperty("node").GetString()));
        Assert.Equal("there", json.RootElement.GetProperty("sources")[0].GetProperty("owner").GetString());
    }

    [Fact]
    public async Task A_source_that_nobody_shares_is_not_found()
    {
        await using var peers = await FakePeers.StartAsync();

        var run = await CliRun.On(peers.Here, "cluster", "members", "of-here");

        Assert.Equal(ExitCode.NotFound, run.Code);
        Assert.Equal("actorbackup: no node that is there shares a source 'of-here'. Shared are linking-map\n", run.Error);
    }

    [Fact]
    public async Task A_node_that_stands_alone_says_so()
    {
        await using var node = await FakeNode.StartAsync(Answers.Usual());

        var run = await CliRun.On(node, "cluster", "members");

        Assert.Equal((ExitCode.Failed, "actorbackup: this node stands alone: it has no actorbackup.cluster { enabled = on, database = … }\n"), (run.Code, run.Error));
    }

    [Theory]
    [InlineData("left", "here has left the cluster; its local sources go on, and its next start joins again\n")]
    [InlineData("left and stops", "here has left the cluster and stops\n", "--stop")]
    public async Task Leave_takes_the_node_out_that_is_asked(string done, string said, params string[] options)
    {
        await using var peers = await FakePeers.StartAsync();

        var run = await CliRun.On(peers.Here, ["cluster", "leave", .. options]);

        Assert.Equal((ExitCode.Ok, said), (run.Code, run.Out));
        Assert.Equal([done], peers.Down);
    }

    [Fact]
    public async Task Down_asks_unless_yes_is_said()
    {
        await using var peers = await FakePeers.StartAsync();

        Assert.Equal(
            (ExitCode.Usage, "actorbackup: this takes the shared sources from there: say --yes\n"),
            await CliRun.On(peers.Here, "cluster", "down", "there") is var run ? (run.Code, run.Error) : default);
        Assert.Equal(ExitCode.Usage, (await CliRun.Typing(peers.Here, "n\n", "cluster", "down", "there")).Code);
        Assert.Empty(peers.Down);

        Assert.Equal("there is out of the cluster; if it lives, it comes back by itself\n", (await CliRun.On(peers.Here, "cluster", "down", "there", "--yes")).Out);
        Assert.Equal(["there"], peers.Down);
    }

    [Theory]
    [InlineData("here", "here is the node that was asked: `actorbackup cluster leave` takes it out")]
    [InlineData("nowhere", "there is no node 'nowhere' in the cluster; there are there")]
    public async Task Down_takes_only_another_node_that_is_there(string node, string why)
    {
        await using var peers = await FakePeers.StartAsync();

        var run = await CliRun.On(peers.Here, "cluster", "down", node, "--yes");

        Assert.Equal((ExitCode.Usage, $"actorbackup: {why}\n"), (run.Code, run.Error));
    }
}
