namespace Scenarios.Cluster;

/// <summary>A program that saves, signals and waits: the sample under tests/Scenarios/Collector.</summary>
public sealed class ProgramTests
{
    [Fact]
    public async Task Every_save_is_durable_over_the_socket()
    {
        await using var sandbox = new Sandbox().Configure([("orders", "orders.json")], "change = off");
        await using var node = await NodeProcess.Start(sandbox).ReadyAsync();

        await using var program = ChildProcess.Start(
            ["dotnet", Programs.Collector, sandbox.File("orders.json"), "--source", "orders", "--http", sandbox.Socket, "--rounds", "3", "--pause-ms", "100"], sandbox.Root);

        Assert.True(await program.ExitAsync() == 0, program.Said);
        Assert.Equal(3, (await node.SnapshotsAsync("orders")).Count);
    }

    [Fact]
    public async Task Every_save_is_durable_through_cluster_client_whoever_dies()
    {
        await using var cluster = ClusterSandbox.OnSqlite().Configure(["orders"], each: ", change = off");
        await cluster.StartAllAsync(["orders"]);
        var owner = (await cluster.OwnerOfAsync("orders"))!.Value;
        var nodes = string.Join(',', cluster.Numbers.Select(node => $"{cluster.HostOf(node)}:{cluster.PortOf(node)}"));

        await using var program = ChildProcess.Start(
            ["dotnet", Programs.Collector, cluster.FileOf("orders"), "--source", "orders", "--nodes", nodes, "--run", "p", "--rounds", "5", "--pause-ms", "200"], cluster.Root);
        await Eventually.TrueAsync(() => program.HasExited || program.Output.Contains("round 2:", StringComparison.Ordinal), "two rounds", () => program.Said + cluster.Said());
        await cluster.Nodes[owner].KillAsync();

        Assert.True(await program.ExitAsync(90) == 0, program.Said + cluster.Said());
        var survivor = cluster.Nodes[cluster.Numbers.First(node => node != owner)];
        Assert.Equal(5, (await survivor.SnapshotsAsync("orders")).Count(snapshot => snapshot.Health.Verdict == "healthy"));
    }
}
