using System.Net.Sockets;

namespace Scenarios.Cluster;

/// <summary>Who does not belong to the cluster is refused, and harms nothing.</summary>
public sealed class ForeignPeerTests
{
    [Fact]
    public async Task Garbage_sent_to_a_nodes_ports_changes_nothing()
    {
        await using var scene = await Scene.StartAsync(postgres: false, each: ", change = off");
        var (owner, others) = await scene.OwnerAsync();
        var random = new Random(1);

        foreach (var port in (int[])[scene.Cluster.PortOf(owner), scene.Cluster.HttpPortOf(owner)])
            for (var i = 0; i < 20; i++) await SendAsync(port, Garbage(random, i));

        await scene.ServeAsync(others);
        Assert.Equal(owner, (await scene.OwnerAsync()).Owner);
        await scene.EveryPromiseWasKeptAsync();
    }

    [Fact]
    public async Task A_node_does_not_join_nodes_of_another_runtime_and_says_so_once()
    {
        await using var cluster = ClusterSandbox.OnPostgres(1);
        new Saves(cluster.LocalFileOf(1)).Save();
        cluster.Configure(["s1"]);
        await cluster.Start(1).ReadyAsync();
        await cluster.OwnedAsync(["s1"]);
        await cluster.Nodes[1].StopAsync();
        await DoAsync(cluster, """
            INSERT INTO actorbackup_nodes (incarnation, node, address, http, roles, sources, product, runtime, standing, version, joined, started)
            VALUES ('foreign', 'far', 'akka.tcp://actorbackup@127.0.0.1:1', 'http://127.0.0.1:1', '', 's1', '0.1.0', 'Elsewhere 1.0', 0, 1, 1000000, '2026-11-20T12:00:00Z')
            """);
        using var over = new CancellationTokenSource();
        var beating = BeatAsync(cluster, over.Token);

        var node = cluster.Start(1);
        await Eventually.TrueAsync(() => node.Said.Contains("Elsewhere", StringComparison.Ordinal), "it says why it does not join", cluster.Said);
        var digest = new Saves(cluster.LocalFileOf(1)).Save(30);
        await node.SnapshotAsync("own-1", snapshot => snapshot.Digest == digest, "its own source goes on");
        await over.CancelAsync();
        await beating;
        await DoAsync(cluster, "DELETE FROM actorbackup_nodes WHERE incarnation = 'foreign'");

        await cluster.OwnedAsync(["s1"]);
        Assert.Single(node.Said.Split('\n'), line => line.Contains("Elsewhere", StringComparison.Ordinal));
    }

    /// <summary>Random bytes, a frame that says it is enormous, one that ends in the middle, and a connection that says nothing.</summary>
    private static byte[] Garbage(Random random, int kind)
    {
        var bytes = new byte[(kind % 4) switch { 0 => 4096, 1 => 8, 2 => 40, _ => 0 }];
        random.NextBytes(bytes);
        if (kind % 4 == 1) new byte[] { 0x7f, 0xff, 0xff, 0xff }.CopyTo(bytes, 0);
        if (kind % 4 == 2) new byte[] { 0, 0, 4, 0 }.CopyTo(bytes, 0);
        return bytes;
    }

    private static async Task SendAsync(int port, byte[] bytes)
    {
        using var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", port);
        await client.GetStream().WriteAsync(bytes);
    }

    private static async Task BeatAsync(ClusterSandbox cluster, CancellationToken over)
    {
        while (!over.IsCancellationRequested)
        {
            await DoAsync(cluster, "UPDATE actorbackup_nodes SET version = version + 1 WHERE incarnation = 'foreign'");
            await Task.Delay(TimeSpan.FromMilliseconds(500), TimeProvider.System, CancellationToken.None);
        }
    }

    private static async Task DoAsync(ClusterSandbox cluster, string sql)
    {
        await using var connection = await cluster.Database.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }
}
