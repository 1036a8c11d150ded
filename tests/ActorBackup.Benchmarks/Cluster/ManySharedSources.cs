using System.Diagnostics;
using Scenarios;
using Scenarios.Cluster;

namespace ActorBackup.Benchmarks.Cluster;

/// <summary>Three nodes share 3,000 sources: what they take at rest, and how many sources move when a node dies and comes back.</summary>
internal static class ManySharedSources
{
    private const int Sources = 3000, IdleSeconds = 30;

    public static async Task<IReadOnlyList<Figure>> MeasureAsync()
    {
        var began = Stopwatch.GetTimestamp();
        var (cluster, sources) = await RunningCluster.StartAsync(Sources, "");
        await using var _ = cluster;
        var start = Stopwatch.GetElapsedTime(began).TotalSeconds;
        await cluster.RestedAsync(sources);

        var before = await cluster.Journal.OwnersAsync();
        var used = cluster.Numbers.ToDictionary(node => node, node => ProcessFigures.ProcessorSeconds(cluster.Nodes[node].Pid));
        var since = Stopwatch.GetTimestamp();
        await Task.Delay(TimeSpan.FromSeconds(IdleSeconds), TimeProvider.System);
        var idle = cluster.Numbers.Max(node => 100 * (ProcessFigures.ProcessorSeconds(cluster.Nodes[node].Pid) - used[node]) / Stopwatch.GetElapsedTime(since).TotalSeconds);
        var resident = cluster.Numbers.Max(node => ProcessFigures.ResidentBytes(cluster.Nodes[node].Pid)) / 1e6;

        var died = ClusterSandbox.NameOf(3);
        var its = sources.Count(source => before.GetValueOrDefault(source) == died);
        await cluster.Nodes[3].KillAsync();
        var dead = Stopwatch.GetTimestamp();
        await OwnersAreAsync(cluster, owners => sources.All(source => owners.GetValueOrDefault(source) is { } owner && owner != died), "the others own all");   // until it is fenced its rows still name it
        var takenOver = Stopwatch.GetElapsedTime(dead).TotalSeconds;
        var without = await cluster.Journal.OwnersAsync();
        var movedAtDeath = Moved(sources, before, without);

        cluster.Start(3);
        await OwnersAreAsync(cluster, owners => owners.Values.Contains(died), "it owns something again");
        await cluster.RestedAsync(sources);
        var after = await cluster.Journal.OwnersAsync();
        var movedAtJoin = Moved(sources, without, after);
        return
        [
            Figure.Told("3,000 shared sources: start of three nodes until all are owned", $"{start:N1} s"),
            Figure.Told("3,000 shared sources: share of each node", string.Join(" ", before.Values.GroupBy(owner => owner).Where(share => share.Key is not null).OrderBy(share => share.Key).Select(share => share.Count()))),
            Figure.Told("3,000 shared sources: resident memory of the largest node", $"{resident:N0} MB"),
            Figure.Told("3,000 shared sources: processor time at rest of the busiest node", $"{idle:N1} % of a core"),
            Figure.AtMost("3,000 shared sources: moved when a node died that had " + its, movedAtDeath, its, "sources"),
            Figure.Told("3,000 shared sources: all owned again after the death", $"{takenOver:N1} s"),
            Figure.AtMost("3,000 shared sources: moved when it came back", movedAtJoin, its, "sources"),
        ];
    }

    private static Task OwnersAreAsync(ClusterSandbox cluster, Func<IReadOnlyDictionary<string, string?>, bool> wanted, string what) =>
        Eventually.TrueAsync(async () => wanted(await cluster.Journal.OwnersAsync()), what, cluster.Said, 300);

    private static int Moved(string[] sources, IReadOnlyDictionary<string, string?> before, IReadOnlyDictionary<string, string?> after) =>
        sources.Count(source => before.GetValueOrDefault(source) != after.GetValueOrDefault(source));
}
