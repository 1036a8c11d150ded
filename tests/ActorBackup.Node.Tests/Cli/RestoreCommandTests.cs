using ActorBackup.Core.Protocols;
using ActorBackup.Core.Sources;
using ActorBackup.Core.Stores;
using ActorBackup.Node.Cli;
using ActorBackup.Node.Tests.Fakes;
using ActorBackup.Testing;

namespace ActorBackup.Node.Tests.Cli;

public sealed class RestoreCommandTests
{
    [Fact]
    public async Task Refuses_to_replace_a_file_when_it_cannot_ask()
    {
        await using var node = await FakeNode.StartAsync(Answers.Usual());

        var run = await CliRun.On(node, "restore", "linking-map");

        Assert.Equal(ExitCode.Usage, run.Code);
        Assert.Contains("restoring replaces /srv/shop/linking_map.json: say --yes, or --to PATH", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain(node.Gateway.Asked, m => m is SourceProtocol.Restore);
    }

    [Theory]
    [InlineData("y\n", true)]
    [InlineData("yes\n", true)]
    [InlineData("n\n", false)]
    [InlineData("\n", false)]
    [InlineData("", false)]
    public async Task Asks_somebody_at_a_terminal(string typed, bool restores)
    {
        await using var node = await FakeNode.StartAsync(Answers.Usual());

        var run = await CliRun.Typing(node, typed, "restore", "linking-map");

        Assert.Equal(restores ? ExitCode.Ok : ExitCode.Usage, run.Code);
        Assert.Equal(restores, node.Gateway.Asked.Any(m => m is SourceProtocol.Restore));
    }

    [Fact]
    public async Task Names_the_newer_suspects_that_latest_stepped_over()
    {
        await using var node = await FakeNode.StartAsync(Answers.Usual());

        var run = await CliRun.On(node, "restore", "linking-map", "--yes");

        Assert.Equal(ExitCode.Ok, run.Code);
        Assert.Contains("passed over the newer snapshot 20261120_120100, suspect: empty after 100 items", run.Error, StringComparison.Ordinal);
        Assert.StartsWith("restored snapshot 20261120_120000 of linking-map to /srv/shop/linking_map.json", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Restores_exactly_what_it_named_when_it_asked()
    {
        await using var node = await FakeNode.StartAsync(Answers.Usual());

        await CliRun.On(node, "restore", "linking-map", "latest", "--yes", "--force", "--store", "vault");

        var asked = node.Gateway.Last<SourceProtocol.Restore>();
        Assert.Equal((new SnapshotChoice(Answers.Healthy.Id.Value, Store: new StoreName("vault")), null, true, false), (asked.Choice, asked.Target, asked.Force, asked.DryRun));
    }

    [Fact]
    public async Task Takes_a_path_elsewhere_without_asking_and_makes_it_absolute()
    {
        await using var node = await FakeNode.StartAsync(Answers.Usual());

        var run = await CliRun.On(node, "restore", "linking-map", "--to", "tmp/x.json");

        Assert.Equal((ExitCode.Ok, "/tmp/x.json"), (run.Code, node.Gateway.Last<SourceProtocol.Restore>().Target));
    }

    [Fact]
    public async Task Replaces_no_file_elsewhere_unasked()
    {
        await using var node = await FakeNode.StartAsync(Answers.Usual());
        var there = Path.GetTempFileName();

        var run = await CliRun.On(node, "restore", "linking-map", "--to", there);

        File.Delete(there);
        Assert.Equal(ExitCode.Usage, run.Code);
        Assert.Contains($"restoring replaces {there}: say --yes", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_plans_with_dry_run()
    {
        await using var node = await FakeNode.StartAsync(Answers.Usual());

        await CliRun.On(node, "restore", "linking-map", "--dry-run");

        Assert.True(node.Gateway.Last<SourceProtocol.Restore>().DryRun);
    }

    [Fact]
    public async Task Writes_the_content_to_stdout_and_nothing_else()
    {
        await using var node = await FakeNode.StartAsync(Answers.Usual().On<SourceProtocol.Choose>(_ => Answers.Chosen() with { Snapshot = Answers.Healthy with { Bytes = 7 } }));

        var run = await CliRun.On(node, "restore", "linking-map", "--stdout");

        Assert.Equal((ExitCode.Ok, "", """{"a":1}"""), (run.Code, run.Out, run.Text));
    }

    [Theory]
    [InlineData("20261120_120000", "20261120_120000")]
    [InlineData("latest", "latest")]
    [InlineData("linking-map", "latest")]
    public async Task Lets_the_source_be_left_out_when_there_is_one(string word, string chosen)
    {
        await using var node = await FakeNode.StartAsync(Answers.Usual());

        await CliRun.On(node, "restore", word, "--yes");

        Assert.Equal(chosen, node.Gateway.Last<SourceProtocol.Choose>().Choice.Id);
    }

    [Fact]
    public async Task Asks_which_source_when_there_are_several()
    {
        await using var node = await FakeNode.StartAsync(new FakeGateway(Some.Source, SourceId.Parse("cached")));

        var run = await CliRun.On(node, "restore", "--yes");

        Assert.Equal((ExitCode.Usage, "actorbackup: which source? Name one of: linking-map, cached\n"), (run.Code, run.Error));
    }

    [Fact]
    public async Task Exits_with_10_when_nothing_is_healthy()
    {
        await using var node = await FakeNode.StartAsync(Answers.Usual().On<SourceProtocol.Choose>(_ => Answers.Refused(RefusalKind.NothingHealthy, "linking-map has no healthy snapshot")));

        Assert.Equal(ExitCode.NotFound, (await CliRun.On(node, "restore", "linking-map", "--yes")).Code);
    }

    [Fact]
    public async Task Fails_with_the_nodes_reason()
    {
        await using var node = await FakeNode.StartAsync(Answers.Usual().On<SourceProtocol.Restore>(m => Answers.Done(m.Request, OutcomeState.Failed, "no permission to write the folder")));

        var run = await CliRun.On(node, "restore", "linking-map", "--yes");

        Assert.Equal(ExitCode.Failed, run.Code);
        Assert.Contains("was not restored: no permission to write the folder", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--at", "soon", "is no time")]
    [InlineData("--stdout", "--dry-run", "--stdout goes with neither")]
    public async Task Explains_wrong_arguments(string first, string second, string said)
    {
        await using var node = await FakeNode.StartAsync(Answers.Usual());

        var run = await CliRun.On(node, "restore", "linking-map", first, second);

        Assert.Equal(ExitCode.Usage, run.Code);
        Assert.Contains(said, run.Error, StringComparison.Ordinal);
    }
}
