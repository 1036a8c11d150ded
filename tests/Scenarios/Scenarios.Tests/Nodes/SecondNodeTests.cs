namespace Scenarios.Nodes;

/// <summary>Two nodes never work on the same thing.</summary>
public sealed class SecondNodeTests
{
    [Fact]
    public async Task A_second_node_on_one_data_folder_refuses()
    {
        await using var sandbox = new Sandbox().Configure([("map", "map.json")]);
        await using var first = await NodeProcess.Start(sandbox).ReadyAsync();

        var second = await sandbox.RunAsync("node");

        Assert.Equal(11, second.Code);
        Assert.Contains($"{first.Pid}", second.Errors, StringComparison.Ordinal);
        Assert.True(await first.IsReadyAsync());
    }

    [Fact]
    public async Task A_second_data_folder_on_one_copies_folder_refuses()
    {
        await using var sandbox = new Sandbox().Configure([("map", "map.json")]);
        new Saves(sandbox.File("map.json")).Save();
        await using var first = await NodeProcess.Start(sandbox).ReadyAsync();
        await first.SnapshotAsync("map", _ => true, "the first");
        var other = Path.Combine(sandbox.Root, "other.hocon");
        File.WriteAllText(other, File.ReadAllText(sandbox.ConfigFile).Replace("data = \"data\"", "data = \"data2\"", StringComparison.Ordinal));

        var second = await CommandResult.OfAsync(sandbox.Root, ["backup", "map", "--config", other]);

        Assert.Equal(11, second.Code);
        Assert.Equal(11, (await CommandResult.OfAsync(sandbox.Root, ["node", "--config", other])).Code);
        Assert.Single(await first.SnapshotsAsync("map"));
    }

    [Fact]
    public async Task After_a_kill_the_next_node_takes_over_by_itself()
    {
        await using var sandbox = new Sandbox().Configure([("map", "map.json")]);
        var saves = new Saves(sandbox.File("map.json"));
        saves.Save();
        await using var first = await NodeProcess.Start(sandbox).ReadyAsync();
        await first.KillAsync();

        await using var second = await NodeProcess.Start(sandbox).ReadyAsync();
        var digest = saves.Save();

        await second.SnapshotAsync("map", snapshot => snapshot.Digest == digest, "by the second node");
    }
}
