using ActorBackup.Node.Cli;
using ActorBackup.Node.Tests.Fakes;
using ActorBackup.Wire.Json;

namespace ActorBackup.Node.Tests.EndToEnd;

/// <summary>A whole node on real files, talked to through its socket.</summary>
public sealed class RunningNodeTests
{
    [Fact]
    public async Task Captures_what_changed_while_no_node_ran_and_then_every_settled_change()
    {
        await using var place = new Workplace();
        place.Save("map.json", """{"a":1}""");
        await using var node = await RunningNode.StartAsync(place);

        await node.SnapshotsAsync("map", list => list.Count == 1);
        place.Save("map.json", """{"a":1,"b":2}""");
        var list = await node.SnapshotsAsync("map", list => list.Count == 2);

        Assert.Equal([1L, 2L], list.Select(s => s.Items));
        Assert.Contains("change", list[1].Triggers);
    }

    [Fact]
    public async Task Signals_are_durable_when_the_answer_says_so()
    {
        await using var place = new Workplace("map { path = \"map.json\", change = off }");
        place.Save("map.json", """{"a":1}""");
        await using var node = await RunningNode.StartAsync(place);

        var outcome = await node.Client.SignalAsync("map", new SignalRequest(Id: "once", Wait: "durable"), place.Limit);
        Assert.Equal("durable", outcome.State);

        place.Save("map.json", """{"a":2}""");
        var repeated = await node.Client.SignalAsync("map", new SignalRequest(Id: "once", Wait: "durable"), place.Limit);
        Assert.Equal((outcome.State, outcome.Snapshot), (repeated.State, repeated.Snapshot));
        Assert.Single(await node.SnapshotsAsync("map", _ => true));
    }

    [Fact]
    public async Task Commands_talk_to_the_running_node()
    {
        await using var place = new Workplace();
        place.Save("map.json", """{"a":1}""");
        await using var node = await RunningNode.StartAsync(place);
        await node.SnapshotsAsync("map", list => list.Count == 1);

        Assert.StartsWith("node tester", (await place.Run("status")).Out, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Ok, (await place.Run("signal", "map", "--wait", "durable")).Code);
        Assert.Equal(ExitCode.Ok, (await place.Run("restart", "map", "snapshot")).Code);
        Assert.Equal(ExitCode.Ok, (await place.Run("restart", "watcher")).Code);
        Assert.Equal(ExitCode.Usage, (await place.Run("restart", "nothing")).Code);
    }

    [Fact]
    public async Task A_restore_in_place_keeps_what_was_there_and_records_what_it_did()
    {
        await using var place = new Workplace();
        place.Save("map.json", """{"a":1}""");
        await using var node = await RunningNode.StartAsync(place);
        var first = (await node.SnapshotsAsync("map", list => list.Count == 1))[0];
        place.Save("map.json", """{"a":2}""");

        Assert.Equal(ExitCode.Ok, (await place.Run("restore", "map", first.Id, "--yes")).Code);

        Assert.Equal("""{"a":1}""", await File.ReadAllTextAsync(place.PathOf("map.json")));
        var list = await node.SnapshotsAsync("map", list => list.Any(s => s.Label == $"restored-{first.Id}"));
        Assert.Contains(list, s => s.Triggers.Contains("before-change") || s.Triggers.Contains("change"));
    }

    [Fact]
    public async Task A_second_node_on_the_data_folder_is_refused_with_the_first_ones_process()
    {
        await using var place = new Workplace();
        await using var node = await RunningNode.StartAsync(place);

        var run = await place.Run("node");

        Assert.Equal(ExitCode.Away, run.Code);
        Assert.Contains($"is in use by process {Environment.ProcessId}", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_second_data_folder_on_one_copies_folder_is_refused()
    {
        await using var place = new Workplace();
        place.Save("map.json", """{"a":1}""");
        await using var node = await RunningNode.StartAsync(place);
        await node.SnapshotsAsync("map", list => list.Count == 1);
        var second = (await File.ReadAllTextAsync(place.PathOf("actorbackup.hocon"))).Replace("\"data\"", "\"data2\"", StringComparison.Ordinal);
        await File.WriteAllTextAsync(place.PathOf("second.hocon"), second);

        Assert.Equal(ExitCode.Away, (await place.Run("backup", "--config", "second.hocon")).Code);
    }

    [Fact]
    public async Task A_reload_takes_a_right_configuration_and_leaves_the_old_one_for_a_wrong_one()
    {
        await using var place = new Workplace();
        await using var node = await RunningNode.StartAsync(place);
        var file = place.PathOf("actorbackup.hocon");
        var right = await File.ReadAllTextAsync(file);

        await File.WriteAllTextAsync(file, right.Replace("sources {", "sources { more { path = \"more.json\" },", StringComparison.Ordinal));
        Assert.True((await node.Client.ReloadAsync(place.Limit)).Changed);
        Assert.Equal(["more", "map"], (await node.Client.GetSourcesAsync(null, place.Limit)).Select(s => s.Source));

        await File.WriteAllTextAsync(file, right.Replace("sources {", "sauces {", StringComparison.Ordinal));
        var no = await Assert.ThrowsAsync<Client.NodeProblemException>(() => node.Client.ReloadAsync(place.Limit));
        Assert.Contains("actorbackup.sauces", no.Message, StringComparison.Ordinal);
        Assert.Equal(2, (await node.Client.GetSourcesAsync(null, place.Limit)).Count);
    }

    [Fact]
    public async Task The_log_says_in_one_line_what_was_captured_in_the_nodes_and_in_the_sources_file()
    {
        await using var place = new Workplace();
        place.Save("map.json", """{"a":1}""");
        string id;
        await using (var node = await RunningNode.StartAsync(place)) id = (await node.SnapshotsAsync("map", list => list.Count == 1))[0].Id;

        foreach (var file in Directory.GetFiles(place.PathOf("data/logs"), "*.log", SearchOption.AllDirectories))
            Assert.Contains(await File.ReadAllLinesAsync(file), line => line.Contains($"captured {id} of map", StringComparison.Ordinal) && line.Contains("/user/node/sources/map", StringComparison.Ordinal));
        Assert.Contains(id, (await place.Run("logs", "map")).Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_clean_stop_captures_what_is_still_settling()
    {
        await using var place = new Workplace("map { path = \"map.json\", change { quiet = 30s, max-wait = 60s, poll = 1s } }");
        place.Save("map.json", """{"a":1}""");
        await using (var node = await RunningNode.StartAsync(place))
        {
            await node.SnapshotsAsync("map", list => list.Count == 1);
            await File.WriteAllTextAsync(place.PathOf("map.json"), """{"a":1,"b":2}""");
            await node.Host.DrainAsync();
        }

        Assert.Contains("2 snapshots", (await place.Run("snapshots")).Out, StringComparison.Ordinal);
    }
}
