using ActorBackup.Core.Manifests;
using Scenarios;

namespace ActorBackup.Benchmarks.Cluster;

/// <summary>From the kill of the owner of a source with a 2 s interval to the next owner's first snapshot of it, again and again.</summary>
internal static class FailOver
{
    private const int Kills = 20;

    public static async Task<IReadOnlyList<Figure>> MeasureAsync()
    {
        var (cluster, sources) = await RunningCluster.StartAsync(1, ", change = off, interval = 2s");
        await using var _ = cluster;
        using var over = new CancellationTokenSource();
        var saving = SaveAsync(cluster.FileOf("s1"), over.Token);

        var seconds = new List<double>();
        for (var kill = 0; kill < Kills; kill++)
        {
            await cluster.RestedAsync(sources);
            var owner = (await cluster.OwnerOfAsync("s1"))!.Value;
            var epoch = await EpochAsync(cluster);
            var at = TimeProvider.System.GetUtcNow();
            await cluster.Nodes[owner].KillAsync();
            double? next = null;
            await Eventually.TrueAsync(
                async () => (next = (await cluster.Journal.RowsAsync()).FirstOrDefault(row => row.Event is SnapshotTaken taken && taken.Snapshot.Epoch > epoch)?.WrittenAt) is not null,
                "the next owner has taken a snapshot", cluster.Said);
            seconds.Add(next!.Value - (at - DateTimeOffset.UnixEpoch).TotalSeconds);
            cluster.Start(owner);
        }
        await over.CancelAsync();
        await saving;
        return
        [
            Figure.Told($"fail-over, interval 2 s, {Kills} kills: median", $"{seconds.At(0.5):N1} s"),
            Figure.Told($"fail-over, interval 2 s, {Kills} kills: p90", $"{seconds.At(0.9):N1} s"),
            Figure.AtMost($"fail-over, interval 2 s, {Kills} kills: longest", seconds.Max(), 7, "s"),
        ];
    }

    private static async Task<long> EpochAsync(Scenarios.Cluster.ClusterSandbox cluster) =>
        (await cluster.Journal.RowsAsync()).Select(row => row.Event).OfType<OwnershipTaken>().Max(taken => taken.Epoch);

    private static async Task SaveAsync(string path, CancellationToken over)
    {
        for (var save = 0; !over.IsCancellationRequested; save++)
        {
            await File.WriteAllTextAsync(path + ".new", $"[\"save {save:D9}\"]", CancellationToken.None);
            File.Move(path + ".new", path, overwrite: true);
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, CancellationToken.None);
        }
    }
}
