using System.Diagnostics;
using ActorBackup.Wire.Json;

namespace ActorBackup.Benchmarks.Cluster;

/// <summary>500 signals a second through one node for sources of all three: how long until each is accepted, counted from when it was due.</summary>
internal static class Signals
{
    private const int PerSecond = 500, WarmUpSeconds = 15, Seconds = 20, Sources = 300;

    public static async Task<IReadOnlyList<Figure>> MeasureAsync()
    {
        var (cluster, sources) = await RunningCluster.StartAsync(Sources, ", change = off");
        await using var running = cluster;
        await cluster.RestedAsync(sources);
        await SendAsync(cluster, sources, WarmUpSeconds);   // what is compiled, again and better, and connected at first use is not measured

        var (milliseconds, failures) = await SendAsync(cluster, sources, Seconds);
        var owners = await cluster.Journal.OwnersAsync();
        var (own, _) = await SendAsync(cluster, [.. sources.Where(source => owners[source] == Scenarios.Cluster.ClusterSandbox.NameOf(1))], Seconds);
        return
        [
            Figure.Told($"{PerSecond} signals/s to the node that owns the sources, {Seconds} s: accepted after, median", $"{own.At(0.5):N1} ms"),
            Figure.Told($"{PerSecond} signals/s to the node that owns the sources, {Seconds} s: accepted after, p99", $"{own.At(0.99):N1} ms"),
            Figure.Told($"{PerSecond} signals/s through one node, {Seconds} s: accepted after, median", $"{milliseconds.At(0.5):N1} ms"),
            Figure.AtMost($"{PerSecond} signals/s through one node, {Seconds} s: accepted after, p99", milliseconds.At(0.99), 100, "ms"),
            Figure.AtMost($"{PerSecond} signals/s through one node, {Seconds} s: not accepted", failures, 0, "signals"),
        ];
    }

    private static async Task<(double[] Milliseconds, int Failures)> SendAsync(Scenarios.Cluster.ClusterSandbox cluster, string[] sources, int seconds)
    {
        var began = Stopwatch.GetTimestamp();
        var sent = new List<Task<double?>>();
        for (var i = 0; i < PerSecond * seconds; i++)
        {
            var due = TimeSpan.FromSeconds((double)i / PerSecond);
            while (Stopwatch.GetElapsedTime(began) is var now && now < due) await Task.Delay(TimeSpan.FromMilliseconds(Math.Ceiling((due - now).TotalMilliseconds)), TimeProvider.System);
            var source = sources[i % sources.Length];
            sent.Add(Task.Run(async () => await AcceptedAsync(cluster, source) ? (Stopwatch.GetElapsedTime(began) - due).TotalMilliseconds : (double?)null));
        }
        var all = await Task.WhenAll(sent);
        return ([.. all.OfType<double>()], all.Count(one => one is null));
    }

    private static async Task<bool> AcceptedAsync(Scenarios.Cluster.ClusterSandbox cluster, string source)
    {
        try
        {
            return (await cluster.Nodes[1].Client.SignalAsync(source, new SignalRequest(Guid.CreateVersion7().ToString()), CancellationToken.None)).State is "accepted" or "durable" or "unchanged";
        }
        catch (ActorBackup.Client.NodeProblemException)
        {
            return false;
        }
    }
}
