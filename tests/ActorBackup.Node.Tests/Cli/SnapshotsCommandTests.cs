using System.Text.Json;
using ActorBackup.Core.Protocols;
using ActorBackup.Core.Snapshots;
using ActorBackup.Node.Cli;
using ActorBackup.Node.Tests.Fakes;
using ActorBackup.Testing;

namespace ActorBackup.Node.Tests.Cli;

public sealed class SnapshotsCommandTests
{
    [Fact]
    public async Task Prints_a_table_with_verdicts_and_their_reasons()
    {
        await using var node = await FakeNode.StartAsync(Answers.Usual());

        var run = await CliRun.On(node, "snapshots", "linking-map");

        var lines = run.Out.TrimEnd().Split('\n');
        Assert.Equal(ExitCode.Ok, run.Code);
        Assert.Equal(["SOURCE", "ID", "TAKEN", "TRIGGER", "ITEMS", "SIZE", "HEALTH", "NOTE"], lines[0].Split(' ', StringSplitOptions.RemoveEmptyEntries));
        Assert.Matches(@"^linking-map\s+20261120_120000\s+.*manual\s+100\s+9\.8 KiB\s+healthy$", lines[1]);
        Assert.Matches(@"suspect\s+empty after 100 items$", lines[2]);
        Assert.Equal("2 snapshots, 1 healthy", lines[3]);
    }

    [Fact]
    public async Task Prints_one_document_with_json()
    {
        await using var node = await FakeNode.StartAsync(Answers.Usual());

        var run = await CliRun.On(node, "snapshots", "--json");

        using var json = JsonDocument.Parse(run.Out);
        Assert.Equal(["20261120_120000", "20261120_120100"], json.RootElement.EnumerateArray().Select(s => s.GetProperty("id").GetString()));
    }

    [Fact]
    public async Task Asks_for_the_trash_only_with_all()
    {
        await using var node = await FakeNode.StartAsync(Answers.Usual());

        await CliRun.On(node, "snapshots", "linking-map");
        Assert.False(node.Gateway.Last<SourceProtocol.GetSnapshots>().All);

        await CliRun.On(node, "snapshots", "linking-map", "--all");
        Assert.True(node.Gateway.Last<SourceProtocol.GetSnapshots>().All);
    }

    [Fact]
    public async Task Lists_those_of_one_tier()
    {
        var milestone = Some.Snapshot(at: Some.Noon.AddHours(1)) with { Tier = "milestone" };
        await using var node = await FakeNode.StartAsync(Answers.Usual().On<SourceProtocol.GetSnapshots>(_ => Answers.Listed(Answers.Healthy, milestone)));

        var run = await CliRun.On(node, "snapshots", "linking-map", "--tier", "milestone");

        Assert.Contains(milestone.Id.Value, run.Out, StringComparison.Ordinal);
        Assert.DoesNotContain(Answers.Healthy.Id.Value, run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Prints_no_escape_codes_where_nobody_looks()
    {
        await using var node = await FakeNode.StartAsync(Answers.Usual());

        Assert.DoesNotContain('\u001b', (await CliRun.On(node, "snapshots")).Out);
    }

    [Fact]
    public async Task Says_nothing_with_quiet()
    {
        await using var node = await FakeNode.StartAsync(Answers.Usual());

        Assert.Equal((ExitCode.Ok, "", ""), Told(await CliRun.On(node, "snapshots", "--quiet")));
    }

    [Fact]
    public async Task Names_the_sources_there_are_when_one_is_unknown()
    {
        await using var node = await FakeNode.StartAsync(Answers.Usual());

        Assert.Equal((ExitCode.NotFound, "", "actorbackup: there is no source 'nosuch'. Sources: linking-map\n"), Told(await CliRun.On(node, "snapshots", "nosuch")));
    }

    [Fact]
    public async Task Shows_everything_about_one_snapshot()
    {
        await using var node = await FakeNode.StartAsync(Answers.Usual());

        var run = await CliRun.On(node, "show", "linking-map", "latest");

        Assert.Contains("copies: linking_map_20261120_120000.json (live, 9.8 KiB)", run.Out, StringComparison.Ordinal);
        Assert.Contains("passed over the newer 20261120_120100, suspect: empty after 100 items", run.Out, StringComparison.Ordinal);
        Assert.Contains(Answers.Healthy.Digest.Hex, run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Says_where_a_copy_went_and_by_whom()
    {
        var copy = Some.Copy(Answers.Healthy.Id) with { State = CopyState.Trash, RemovedBy = "forget, root" };
        await using var node = await FakeNode.StartAsync(Answers.Usual().On<SourceProtocol.Choose>(_ =>
            Answers.Chosen() with { Snapshot = Answers.Healthy with { Copies = [copy] } }));

        Assert.Contains("(trash, 9.8 KiB), removed by forget, root", (await CliRun.On(node, "show", "linking-map", "latest")).Out, StringComparison.Ordinal);
    }

    private static (ExitCode Code, string Out, string Error) Told(CliRun run) => (run.Code, run.Out, run.Error);
}
