using Scenarios.Cluster;

namespace ActorBackup.Benchmarks.Cluster;

/// <summary>Three nodes on PostgreSQL with shared sources, all owned; its journal is copied from the start.</summary>
internal static class RunningCluster
{
    public static async Task<(ClusterSandbox Cluster, string[] Sources)> StartAsync(int sources, string each, Action<ClusterSandbox>? prepare = null)
    {
        string[] names = [.. Enumerable.Range(1, sources).Select(i => $"s{i}")];
        var cluster = ClusterSandbox.OnPostgres();
        foreach (var name in names) await File.WriteAllTextAsync(cluster.FileOf(name), $"[\"{name}\"]");
        prepare?.Invoke(cluster);
        cluster.Configure(names, each: each);
        await cluster.StartAllAsync(names);
        return (cluster, names);
    }

    /// <summary>Waits until every node is there and sources have stopped moving.</summary>
    public static async Task RestedAsync(this ClusterSandbox cluster, IReadOnlyCollection<string> sources)
    {
        foreach (var node in cluster.Numbers) await cluster.Nodes[node].ReadyAsync(300);
        IReadOnlyDictionary<string, string?>? before = null;
        for (var still = 0; still < 5;)
        {
            var now = await cluster.Journal.OwnersAsync();
            still = before is not null && sources.All(source => now.GetValueOrDefault(source) is { } owner && owner == before.GetValueOrDefault(source)) ? still + 1 : 0;
            before = now;
            await Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System);
        }
    }
}
