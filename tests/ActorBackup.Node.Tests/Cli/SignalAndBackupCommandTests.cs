using System.Text.Json;
using ActorBackup.Core.Protocols;
using ActorBackup.Core.Sources;
using ActorBackup.Core.Triggers;
using ActorBackup.Node.Cli;
using ActorBackup.Node.Tests.Fakes;
using ActorBackup.Testing;

namespace ActorBackup.Node.Tests.Cli;

public sealed class SignalAndBackupCommandTests
{
    [Fact]
    public async Task Signals_with_all_that_was_said()
    {
        await using var node = await FakeNode.StartAsync(Answers.Usual().On<SourceProtocol.TakeSnapshot>(m => Answers.Done(m.Trigger.Id, OutcomeState.Accepted)));

        var run = await CliRun.On(node, "signal", "linking-map", "--items", "125", "--counter", "nodes=7", "--counter", "edges=1.5", "--label", "L", "--id", "ID", "--expect-shrink");

        var trigger = node.Gateway.Last<SourceProtocol.TakeSnapshot>().Trigger;
        Assert.Equal((TriggerKind.Signal, 125L, "L", "ID", true), (trigger.Kind, trigger.Items, trigger.Label, trigger.Id.Value, trigger.ExpectShrink));
        Assert.Equal([("edges", 1.5), ("nodes", 7)], trigger.Counters.Select(c => (c.Key, c.Value)));
        Assert.Matches(@"^linking-map: accepted in \d+ ms \(id ID\)", run.Out);
        Assert.Equal(ExitCode.Ok, run.Code);
    }

    [Fact]
    public async Task Exits_with_4_when_durable_does_not_come_in_time()
    {
        await using var node = await FakeNode.StartAsync(Answers.Usual()
            .On<SourceProtocol.TakeSnapshot>(m => Answers.Done(m.Trigger.Id, OutcomeState.Accepted))
            .On<SourceProtocol.GetOutcome>(m => Answers.Done(m.Id, OutcomeState.Accepted)));

        Assert.Equal(ExitCode.NotYetDurable, (await CliRun.On(node, "signal", "linking-map", "--wait", "durable", "--timeout", "1s")).Code);
    }

    [Theory]
    [InlineData("--counter", "nodes")]
    [InlineData("--counter", "nodes=many")]
    [InlineData("--timeout", "soon")]
    [InlineData("--wait", "forever")]
    [InlineData("--items", "many")]
    public async Task Refuses_values_it_cannot_read(string option, string value)
    {
        await using var node = await FakeNode.StartAsync(Answers.Usual());

        var run = await CliRun.On(node, "signal", "linking-map", option, value);

        Assert.Equal(ExitCode.Usage, run.Code);
        Assert.Contains(value, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Backs_up_by_hand_and_says_what_was_taken()
    {
        await using var node = await FakeNode.StartAsync(Answers.Usual());

        var run = await CliRun.On(node, "backup", "linking-map", "--pin");

        Assert.Equal((ExitCode.Ok, "linking-map: snapshot 20261120_120000: 9.8 KiB, 100 items\n"), (run.Code, run.Out));
        Assert.Equal((TriggerKind.Manual, true), (node.Gateway.Last<SourceProtocol.TakeSnapshot>().Trigger.Kind, node.Gateway.Last<SourceProtocol.TakeSnapshot>().Trigger.Pin));
    }

    [Fact]
    public async Task Exits_with_1_when_the_one_source_failed()
    {
        await using var node = await FakeNode.StartAsync(Answers.Usual().On<SourceProtocol.TakeSnapshot>(m => Answers.Done(m.Trigger.Id, OutcomeState.Failed, "permission denied")));

        var run = await CliRun.On(node, "backup", "linking-map");

        Assert.Equal((ExitCode.Failed, "actorbackup: linking-map: no snapshot: permission denied\n"), (run.Code, run.Error));
    }

    [Fact]
    public async Task Exits_with_3_when_one_of_several_failed()
    {
        var cached = SourceId.Parse("cached");
        await using var node = await FakeNode.StartAsync(new FakeGateway(Some.Source, cached)
            .On<SourceProtocol.Choose>(_ => Answers.Chosen())
            .On<SourceProtocol.TakeSnapshot>(m => Answers.Done(m.Trigger.Id, m.Source == cached ? OutcomeState.Failed : OutcomeState.Durable)));

        Assert.Equal(ExitCode.Incomplete, (await CliRun.On(node, "backup", "--all")).Code);
    }

    [Fact]
    public async Task Exits_with_11_when_every_store_is_away()
    {
        await using var node = await FakeNode.StartAsync(Answers.Usual()
            .On<SourceProtocol.TakeSnapshot>(m => Answers.Done(m.Trigger.Id, OutcomeState.Accepted, "waits for a store"))
            .On<SourceProtocol.GetOutcome>(m => Answers.Done(m.Id, OutcomeState.Accepted, "waits for a store"))
            .On<SourceProtocol.GetStatus>(_ => Answers.Status() with { Stores = [new StoreStatus(Some.Copies, StoreState.Away, 0, "not there")] }));

        var run = await CliRun.On(node, "backup", "linking-map");

        Assert.Equal(ExitCode.Away, run.Code);
        Assert.Contains("no snapshot yet: waits for a store", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Gives_outcomes_with_json()
    {
        await using var node = await FakeNode.StartAsync(Answers.Usual());

        using var json = JsonDocument.Parse((await CliRun.On(node, "backup", "--json")).Out);

        Assert.Equal("durable", json.RootElement[0].GetProperty("state").GetString());
    }

    [Theory]
    [InlineData(VerdictLevel.Ok, 0)]
    [InlineData(VerdictLevel.Warn, 0)]
    [InlineData(VerdictLevel.Bad, 1)]
    public async Task Fails_a_status_check_for_bad_only(VerdictLevel level, int code)
    {
        await using var node = await FakeNode.StartAsync(Answers.Usual().On<NodeProtocol.GetStatus>(_ => Answers.Node(Answers.Status(level))));

        Assert.Equal(code, (int)(await CliRun.On(node, "status", "--check")).Code);
    }

    [Fact]
    public async Task Shows_counts_reasons_and_parts_of_one_source()
    {
        await using var node = await FakeNode.StartAsync(Answers.Usual().On<NodeProtocol.GetStatus>(_ => Answers.Node(Answers.Status(VerdictLevel.Warn))));

        var run = await CliRun.On(node, "status", "linking-map");

        Assert.Contains("warn linking-map, data safety: there is only one store", run.Out, StringComparison.Ordinal);
        Assert.Contains("0.7 items a minute, 82.5 % done, 204 min left", run.Out, StringComparison.Ordinal);
        Assert.Contains("store copies: catching-up, 3 snapshots to catch up, was away", run.Out, StringComparison.Ordinal);
        Assert.Matches(@"linking-map\s+idle\s+inotify\s+20261120_120000\s+\S+ \S+\s+740\s+265", run.Out);
    }
}
