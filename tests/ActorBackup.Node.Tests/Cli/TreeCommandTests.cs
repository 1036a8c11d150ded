using System.Text.Json;
using ActorBackup.Core.Protocols;
using ActorBackup.Core.Trees;
using ActorBackup.Node.Cli;
using ActorBackup.Node.Http;
using ActorBackup.Node.Tests.Fakes;
using ActorBackup.Testing;

namespace ActorBackup.Node.Tests.Cli;

public sealed class TreeCommandTests
{
    private static readonly TreeFigures Figures = new(9, 1, 2, 0, 1, ["/srv/project/locked: permission denied"]);

    [Fact]
    public async Task Diff_tells_what_differs_and_counts_it()
    {
        await using var node = await FakeNode.StartAsync(OfAFolder());

        var run = await CliRun.On(node, "diff", "linking-map", "latest");

        Assert.Equal(["M  src/a b.txt  (10 B -> 2.0 KiB)", "-  src/gone.txt  (10 B)", "1 changed, 1 removed"], run.Out.TrimEnd().Split('\n'));
    }

    [Fact]
    public async Task Diff_of_two_snapshots_is_one_document_with_json()
    {
        await using var node = await FakeNode.StartAsync(OfAFolder());

        var run = await CliRun.On(node, "diff", "linking-map", "20261120_120000", "latest", "--json");

        using var json = JsonDocument.Parse(run.Out);
        var change = Assert.Single(json.RootElement.EnumerateArray());
        Assert.Equal(("src/a b.txt", "changed", 2048), (change.GetProperty("path").GetString(), change.GetProperty("change").GetString(), change.GetProperty("bytesAfter").GetInt64()));
    }

    [Fact]
    public async Task History_lists_the_snapshots_in_which_a_path_differs()
    {
        await using var node = await FakeNode.StartAsync(OfAFolder());

        var run = await CliRun.On(node, "history", "linking-map", "src/a b.txt");

        var lines = run.Out.TrimEnd().Split('\n');
        Assert.Matches(@"^20261120_120000\s+.*added\s+10 B", lines[1]);
        Assert.Equal("differs in 1 of 2 snapshots", lines[2]);
    }

    [Fact]
    public async Task History_of_what_no_snapshot_has_ends_with_10()
    {
        await using var node = await FakeNode.StartAsync(OfAFolder());

        var run = await CliRun.On(node, "history", "linking-map", "nothing");

        Assert.Equal(ExitCode.NotFound, run.Code);
        Assert.Contains("no snapshot of linking-map has nothing", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Show_lists_what_is_in_the_folder()
    {
        await using var node = await FakeNode.StartAsync(OfAFolder());

        var run = await CliRun.On(node, "show", "linking-map", "latest");

        Assert.Contains("9, 3 new or changed", run.Out, StringComparison.Ordinal);
        Assert.Contains("/srv/project/locked: permission denied", run.Out, StringComparison.Ordinal);
        Assert.Contains("0644     2.0 KiB", run.Out, StringComparison.Ordinal);
        Assert.Contains("src/a b.txt", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refusal_before_the_first_entry_is_told_as_such()
    {
        await using var node = await FakeNode.StartAsync(OfAFolder());
        node.Trees.Refuses = new RefusedException(RefusalKind.NoSuchSnapshot, "the snapshot has no such path");

        var run = await CliRun.On(node, "diff", "linking-map", "latest");

        Assert.Equal((ExitCode.NotFound, "actorbackup: the snapshot has no such path\n"), (run.Code, run.Error));
    }

    [Fact]
    public async Task Restore_takes_a_path_patterns_and_delete()
    {
        var gateway = OfAFolder();
        SourceProtocol.Restore? asked = null;
        gateway.On<SourceProtocol.Restore>(m =>
        {
            asked = m;
            return Answers.Done(m.Request, reason: "1 entries");
        });
        await using var node = await FakeNode.StartAsync(gateway);

        var run = await CliRun.On(node, "restore", "linking-map", "src", "--include", "*.txt", "--include", "*.md", "--delete", "--yes");

        Assert.Equal(ExitCode.Ok, run.Code);
        Assert.Equal(new TreeChoice("src", ["*.txt", "*.md"], Delete: true), asked!.Tree);
        Assert.Contains("restored /srv/shop/linking_map.json/src from snapshot 20261120_120000", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stdout_gives_one_file_of_a_folder()
    {
        await using var node = await FakeNode.StartAsync(OfAFolder());

        var run = await CliRun.On(node, "restore", "linking-map", "latest", "src/a b.txt", "--stdout");

        Assert.Equal((ExitCode.Ok, "", "of a file"), (run.Code, run.Out, run.Text));
    }

    [Fact]
    public async Task A_path_in_a_file_is_refused()
    {
        await using var node = await FakeNode.StartAsync(Answers.Usual());

        var run = await CliRun.On(node, "restore", "linking-map", "src/a.txt", "--yes");

        Assert.Equal(ExitCode.Usage, run.Code);
        Assert.Contains("linking-map is a file", run.Error, StringComparison.Ordinal);
    }

    private static FakeGateway OfAFolder() => Answers.Usual()
        .On<SourceProtocol.Choose>(_ => new SourceProtocol.Chosen(Some.Source, Answers.SourcePath, Answers.Healthy with { Tree = Figures }, []));
}
