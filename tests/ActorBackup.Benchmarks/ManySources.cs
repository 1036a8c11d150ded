using System.Diagnostics;
using Scenarios;

namespace ActorBackup.Benchmarks;

/// <summary>A node with 1,000 file sources as a process of its own: how long it takes to start, what it takes of memory, and of the processor when nothing happens.</summary>
internal static class ManySources
{
    private const int Sources = 1000, IdleSeconds = 30;

    public static async Task<IReadOnlyList<Figure>> MeasureAsync()
    {
        await using var sandbox = new Sandbox();
        var files = Enumerable.Range(0, Sources).Select(i => (Source: $"s{i}", File: $"d{i % 20}/file{i}.json")).ToArray();
        foreach (var (_, file) in files)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(sandbox.File(file))!);
            await File.WriteAllTextAsync(sandbox.File(file), $"[\"{file}\"]");
        }
        sandbox.Configure(files, store: "");

        var (first, firstSeconds) = await StartAsync(sandbox);
        await Eventually.TrueAsync(async () => (await first.Client.GetStatusAsync(null, CancellationToken.None)).Sources.All(source => source.LastSnapshot is not null && source.State == "idle"), "every source has its first snapshot", seconds: 300);
        await first.StopAsync(120);

        var (node, seconds) = await StartAsync(sandbox);
        await Task.Delay(TimeSpan.FromSeconds(10), TimeProvider.System);
        var (before, since) = (ProcessFigures.ProcessorSeconds(node.Pid), Stopwatch.GetTimestamp());
        await Task.Delay(TimeSpan.FromSeconds(IdleSeconds), TimeProvider.System);
        var idle = 100 * (ProcessFigures.ProcessorSeconds(node.Pid) - before) / Stopwatch.GetElapsedTime(since).TotalSeconds;
        var resident = ProcessFigures.ResidentBytes(node.Pid) / 1e6;
        await node.StopAsync(120);
        return
        [
            Figure.AtMost("1,000 sources: start", seconds, 10, "s"),
            Figure.Told("1,000 sources: first start, nothing captured yet", $"{firstSeconds:N1} s"),
            Figure.AtMost("1,000 sources: resident memory", resident, 300, "MB"),
            Figure.AtMost("1,000 sources: idle processor time", idle, 1, "% of a core"),
        ];
    }

    /// <summary>From the process's start to every source reconciled with its store.</summary>
    private static async Task<(NodeProcess Node, double Seconds)> StartAsync(Sandbox sandbox)
    {
        var began = Stopwatch.GetTimestamp();
        var node = await NodeProcess.Start(sandbox).ReadyAsync(120);
        return (node, Stopwatch.GetElapsedTime(began).TotalSeconds);
    }
}
