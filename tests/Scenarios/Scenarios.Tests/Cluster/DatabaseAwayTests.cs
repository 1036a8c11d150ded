namespace Scenarios.Cluster;

/// <summary>The shared database goes away and comes back.</summary>
public sealed class DatabaseAwayTests
{
    [Fact]
    public async Task Shared_sources_stop_and_a_nodes_own_go_on()
    {
        await using var scene = await Scene.StartAsync(postgres: true, sources: 3, each: ", interval = 1s");
        var postgres = (PostgresShared)scene.Cluster.Database;
        var own = new Saves(scene.Cluster.LocalFileOf(1));

        postgres.Crash();
        // Longer than any right lasts, told by a source that goes on.
        await GoOnAsync(scene, own, TimeSpan.FromSeconds(6));
        var before = Copies(scene);
        await GoOnAsync(scene, own, TimeSpan.FromSeconds(4));
        var after = Copies(scene);
        postgres.StartAgain();

        Assert.Equal(before, after);
        await scene.ServeAsync([.. scene.Cluster.Numbers]);
        await scene.EveryPromiseWasKeptAsync();
    }

    private static async Task GoOnAsync(Scene scene, Saves own, TimeSpan span)
    {
        for (var since = TimeProvider.System.GetTimestamp(); TimeProvider.System.GetElapsedTime(since) < span;)
        {
            foreach (var file in scene.Files) file.Save();
            var digest = own.Save();
            await scene.Cluster.Nodes[1].SnapshotAsync("own-1", snapshot => snapshot.Digest == digest, "its own source goes on");
        }
    }

    private static string[] Copies(Scene scene) => [.. Directory.EnumerateFiles(scene.Cluster.StoreFolder, "*.json", SearchOption.AllDirectories).Order()];
}
