using ActorBackup.Core.Protocols;
using ActorBackup.Core.Snapshots;
using ActorBackup.Node.Cli;
using ActorBackup.Node.Tests.Fakes;
using ActorBackup.Testing;

namespace ActorBackup.Node.Tests.Cli;

public sealed class ChangeCommandTests
{
    [Fact]
    public async Task Asks_for_the_sources_name_before_it_forgets_everything()
    {
        await using var node = await FakeNode.StartAsync(Forgetting());

        Assert.Equal(ExitCode.Usage, (await CliRun.Typing(node, "yes\n", "forget", "linking-map", "--all")).Code);
        Assert.DoesNotContain(node.Gateway.Asked, m => m is SourceProtocol.Forget);

        Assert.Equal(ExitCode.Ok, (await CliRun.Typing(node, "linking-map\n", "forget", "linking-map", "--all")).Code);
        Assert.True(node.Gateway.Last<SourceProtocol.Forget>().All);
    }

    [Fact]
    public async Task Refuses_to_forget_everything_when_it_cannot_ask()
    {
        await using var node = await FakeNode.StartAsync(Forgetting());

        Assert.Equal((ExitCode.Usage, "actorbackup: this forgets every snapshot of linking-map: say --yes\n"), CodeAndError(await CliRun.On(node, "forget", "linking-map", "--all")));
        Assert.Equal(ExitCode.Ok, (await CliRun.On(node, "forget", "linking-map", "--all", "--yes")).Code);
    }

    [Theory]
    [InlineData("forget", "linking-map")]
    [InlineData("forget", "linking-map", "20261120_120000", "--all")]
    [InlineData("pin", "linking-map")]
    [InlineData("backup", "linking-map", "--all")]
    public async Task Refuses_commands_that_say_too_little_or_too_much(params string[] arguments)
    {
        await using var node = await FakeNode.StartAsync(Forgetting());

        Assert.Equal(ExitCode.Usage, (await CliRun.On(node, arguments)).Code);
        Assert.DoesNotContain(node.Gateway.Asked, m => m is SourceProtocol.ICommand);
    }

    [Fact]
    public async Task Pins_and_unpins()
    {
        await using var node = await FakeNode.StartAsync(Answers.Usual().On<SourceProtocol.SetPin>(m => Many(OutcomeState.Durable)));

        var pin = await CliRun.On(node, "pin", "linking-map", "20261120_120000");
        Assert.Equal("linking-map: 20261120_120000 is pinned\n", pin.Out);
        Assert.True(node.Gateway.Last<SourceProtocol.SetPin>().Pinned);

        await CliRun.On(node, "unpin", "linking-map", "20261120_120000");
        Assert.False(node.Gateway.Last<SourceProtocol.SetPin>().Pinned);
    }

    [Theory]
    [InlineData(1, OutcomeState.Failed, OutcomeState.Refused)]
    [InlineData(3, OutcomeState.Durable, OutcomeState.Failed)]
    [InlineData(0, OutcomeState.Durable, OutcomeState.Unchanged)]
    public async Task Exits_by_what_became_of_all(int code, OutcomeState first, OutcomeState second)
    {
        await using var node = await FakeNode.StartAsync(Answers.Usual().On<SourceProtocol.Undo>(_ => Many(first, second)));

        Assert.Equal(code, (int)(await CliRun.On(node, "undo", "linking-map", "a", "b")).Code);
    }

    [Fact]
    public async Task Tells_the_node_who_asked()
    {
        await using var node = await FakeNode.StartAsync(Answers.Usual().On<SourceProtocol.Accept>(_ => Many(OutcomeState.Durable)));

        await CliRun.On(node, "accept", "linking-map");

        Assert.Equal((null, Environment.UserName), (node.Gateway.Last<SourceProtocol.Accept>().Snapshot, node.Gateway.Last<SourceProtocol.Accept>().Who));
    }

    [Fact]
    public async Task Shows_the_policys_reason_for_every_snapshot()
    {
        await using var node = await FakeNode.StartAsync(Answers.Usual().On<SourceProtocol.Retain>(_ => new SourceProtocol.RetentionReport(
            Some.Source, [new RetentionLine(Answers.Healthy.Id, Some.Copies, true, ["keep-last 10", "daily 30"]), new RetentionLine(Answers.Suspect.Id, Some.Copies, false, ["no rule keeps it"])], null)));

        var run = await CliRun.On(node, "retain", "linking-map", "--dry-run");

        Assert.Matches(@"20261120_120000\s+copies\s+keep\s+keep-last 10, daily 30\n20261120_120100\s+copies\s+would go\s+no rule keeps it", run.Out);
    }

    [Fact]
    public async Task Says_how_to_confirm_a_held_policy()
    {
        await using var node = await FakeNode.StartAsync(Answers.Usual().On<SourceProtocol.Retain>(_ =>
            new SourceProtocol.RetentionReport(Some.Source, [], "the changed policy would remove 8 of 10")));

        var run = await CliRun.On(node, "retain", "linking-map");

        Assert.Equal((ExitCode.Usage, "actorbackup: linking-map: the changed policy would remove 8 of 10; `actorbackup retain linking-map --yes` goes on\n"), CodeAndError(run));
    }

    private static FakeGateway Forgetting() => Answers.Usual().On<SourceProtocol.Forget>(_ => Many(OutcomeState.Durable));

    private static SourceProtocol.DoneMany Many(params OutcomeState[] states) =>
        new(Some.Source, [.. states.Select(s => new Outcome(new("x"), s, Some.Source, SnapshotId.Parse("20261120_120000")))]);

    private static (ExitCode, string) CodeAndError(CliRun run) => (run.Code, run.Error);
}
