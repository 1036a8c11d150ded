using System.Diagnostics;
using System.Globalization;

namespace ActorBackup.Benchmarks.Repository;

/// <summary>A command as a process of its own, measured whole by GNU time: seconds on the wall, processor seconds of user and system, the largest resident memory.</summary>
/// <param name="OthersSeconds">Processor seconds that the rest of the machine used meanwhile: large means disturbed.</param>
internal sealed record TimedRun(double WallSeconds, double ProcessorSeconds, double PeakMiB, double OthersSeconds)
{
    public static async Task<TimedRun> OfAsync(string folder, IEnumerable<string> command)
    {
        var figures = Path.GetTempFileName();
        try
        {
            await RunAsync(folder, ["sync"]);
            var before = BusySeconds();
            var since = Stopwatch.GetTimestamp();
            await RunAsync(folder, ["/usr/bin/time", "-q", "-o", figures, "-f", "%U %S %M", .. command]);
            var wall = Stopwatch.GetElapsedTime(since).TotalSeconds;
            var fields = (await File.ReadAllTextAsync(figures)).Split(' ').Select(field => double.Parse(field, CultureInfo.InvariantCulture)).ToArray();
            return new TimedRun(wall, fields[0] + fields[1], fields[2] / 1024, Math.Max(0, BusySeconds() - before - fields[0] - fields[1]));
        }
        finally
        {
            File.Delete(figures);
        }
    }

    /// <summary>Field by field.</summary>
    public static TimedRun Median(IReadOnlyCollection<TimedRun> runs) => new(
        runs.Select(run => run.WallSeconds).At(0.5), runs.Select(run => run.ProcessorSeconds).At(0.5), runs.Select(run => run.PeakMiB).At(0.5), runs.Select(run => run.OthersSeconds).At(0.5));

    public static async Task RunAsync(string folder, IEnumerable<string> command)
    {
        var words = command.ToArray();
        var start = new ProcessStartInfo(words[0], words[1..]) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["RESTIC_PASSWORD"] = RepositoryWorker.Password;
        start.Environment["TZ"] = "UTC";
        using var process = Process.Start(start)!;
        var output = Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        var text = string.Concat(await output);
        if (process.ExitCode != 0) throw new InvalidOperationException($"'{string.Join(' ', words)}' ended with {process.ExitCode}: {text[Math.Max(0, text.Length - 2000)..]}");
    }

    // The first line of /proc/stat, in ticks of 10 ms: all but idle and waiting for disks.
    private static double BusySeconds()
    {
        var fields = File.ReadLines("/proc/stat").First().Split(' ', StringSplitOptions.RemoveEmptyEntries)[1..9].Select(field => double.Parse(field, CultureInfo.InvariantCulture)).ToArray();
        return (fields.Sum() - fields[3] - fields[4]) / 100;
    }
}
