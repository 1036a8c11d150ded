using Scenarios.History;

namespace ActorBackup.Benchmarks.Cluster;

/// <summary>Nodes stop by SIGTERM, one after the other: how long each source they had has no owner.</summary>
internal static class GracefulLeave
{
    private const int Stops = 6, Sources = 30;

    public static async Task<IReadOnlyList<Figure>> MeasureAsync()
    {
        var (cluster, sources) = await RunningCluster.StartAsync(Sources, ", change = off");
        await using var _ = cluster;
        for (var stop = 0; stop < Stops; stop++)
        {
            var node = stop % cluster.Count + 1;
            await cluster.RestedAsync(sources);
            await cluster.Nodes[node].StopAsync();
            await cluster.OwnedAsync(sources);
            cluster.Start(node);
        }
        await cluster.RestedAsync(sources);

        var (rows, grants) = (await cluster.Journal.RowsAsync(), await cluster.Journal.GrantsAsync());
        var gaps = sources.SelectMany(source => Gap.All(source, rows, grants)).Select(gap => gap.Seconds).ToArray();
        return
        [
            Figure.Told($"hand-over of {gaps.Length} sources, {Stops} leaves and joins: median without an owner", $"{gaps.At(0.5):N2} s"),
            Figure.AtMost($"hand-over of {gaps.Length} sources, {Stops} leaves and joins: longest", gaps.Max(), 2, "s"),
        ];
    }
}
