using ActorBackup.Repository.Backends;
using ActorBackup.Repository.Tests.Endurance;

namespace ActorBackup.Scenarios.YearOfMinutes;

/// <summary>One day of minutes on this machine's disk, every file synced.</summary>
internal sealed class DiskDay(Report report)
{
    public async Task RunAsync()
    {
        // Beside the program, not in a temporary folder: that may be in memory.
        var folder = Directory.CreateDirectory(Path.Join(AppContext.BaseDirectory, $"day-on-disk-{Environment.ProcessId}"));
        try
        {
            var clock = new VirtualTime(MinutesOfCaptures.Start);
            await using var backend = new LocalBackend(Path.Join(folder.FullName, "repository"));
            await using var repository = await VirtualRepository.InitAsync(backend, clock);
            await using var minutes = new MinutesOfCaptures(repository, new MinuteTree(Path.Join(folder.FullName, "tree")), clock);
            await minutes.RunAsync(1440, static _ => Task.CompletedTask, default);

            var latencies = minutes.Latencies.Order().ToArray();
            report.Say($"a day on disk: a capture took {latencies[latencies.Length / 2]:N1} ms in the median, {latencies[latencies.Length * 99 / 100]:N1} ms at p99, {latencies[^1]:N1} ms at most");
            await ResticLook.AtAsync(backend, Path.Join(folder.FullName, "export"), report);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
