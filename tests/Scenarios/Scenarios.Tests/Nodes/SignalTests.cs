namespace Scenarios.Nodes;

/// <summary>POSIX signals to the node.</summary>
public sealed class SignalTests
{
    [Theory]
    [InlineData(Signals.Term)]
    [InlineData(Signals.Int)]
    public async Task The_node_stops_cleanly(int signal)
    {
        await using var sandbox = new Sandbox().Configure([("map", "map.json")]);
        await using var node = await NodeProcess.Start(sandbox).ReadyAsync();

        Signals.Send(node.Pid, signal);

        Assert.Equal(0, await node.ExitAsync());
        Assert.False(File.Exists(sandbox.Socket));
    }

    [Fact]
    public async Task Sigusr1_snapshots_everything()
    {
        await using var sandbox = new Sandbox().Configure([("a", "a.json"), ("b", "b.json")], "change = off");
        new Saves(sandbox.File("a.json")).Save();
        new Saves(sandbox.File("b.json")).Save();
        await using var node = await NodeProcess.Start(sandbox).ReadyAsync();

        Signals.Send(node.Pid, Signals.User1);

        await node.SnapshotAsync("a", _ => true, "of a");
        await node.SnapshotAsync("b", _ => true, "of b");
    }

    [Fact]
    public async Task Sighup_takes_over_a_right_configuration_and_keeps_the_old_one_over_a_wrong_one()
    {
        await using var sandbox = new Sandbox().Configure([("a", "a.json")]);
        await using var node = await NodeProcess.Start(sandbox).ReadyAsync();

        File.AppendAllText(sandbox.ConfigFile, "actorbackup.node.nmae = typo\n");
        Signals.Send(node.Pid, Signals.Hup);
        await Eventually.TrueAsync(() => node.Said.Contains("nmae", StringComparison.Ordinal), "the wrong key is reported", () => node.Said);
        Assert.True(await node.IsReadyAsync());

        sandbox.Configure([("a", "a.json"), ("b", "b.json")]);
        var digest = new Saves(sandbox.File("b.json")).Save();
        Signals.Send(node.Pid, Signals.Hup);
        await Eventually.TrueAsync(async () => (await node.Client.GetStatusAsync(null, CancellationToken.None)).Sources.Count == 2, "the new source runs", () => node.Said);
        await node.SnapshotAsync("b", snapshot => snapshot.Digest == digest, "of the new source");
    }
}
