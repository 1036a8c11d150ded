using System.Diagnostics;
using ActorBackup.Repository;
using ActorBackup.Repository.Backends;
using ActorBackup.Repository.Backups;
using ActorBackup.Repository.Documents;
using ActorBackup.Repository.Sharing;
using ActorBackup.Repository.Trees;

namespace ActorBackup.Benchmarks.Repository;

/// <summary>A process that runs on and knows what changed: from the call to the snapshot that no power cut takes away.</summary>
internal static class OneChangedFile
{
    private const int Rounds = 30, GoalMilliseconds = 50;

    // What was written within two seconds of its capture is read once more by the next: a file saved now and then is meant, not that.
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2.1);

    public static async Task<IReadOnlyList<Figure>> MeasureAsync(ComparisonOptions options)
    {
        var figures = new List<Figure>();
        await MeasureAsync(figures, options, 10_000, perFolder: 500, GoalMilliseconds);
        await MeasureAsync(figures, options, 200_000 / options.Divisor, perFolder: 500, GoalMilliseconds);
        await MeasureAsync(figures, options, 100_000 / options.Divisor, perFolder: 100_000, goal: null);
        return figures;
    }

    private static async Task MeasureAsync(List<Figure> figures, ComparisonOptions options, int files, int perFolder, int? goal)
    {
        var folder = Directory.CreateDirectory(Path.Join(options.Folder, $"actorbackup-bench-{Environment.ProcessId}")).FullName;
        try
        {
            var paths = SampleFiles.WriteSmall($"{folder}/small", options.Seed, files, perFolder, length: 1024);
            await using var repository = await OpenRepository.InitAsync(new LocalBackend($"{folder}/repository"), RepositoryWorker.Password, new RepositoryOptions(), CancellationToken.None);
            await using var group = new CaptureGroup(repository);
            var cache = new TreeCache(64 << 20);
            var random = new SampleBytes(options.Seed);
            var content = new byte[4096];
            BackupState? state = null;
            var milliseconds = new List<double>();
            for (var i = 0; i <= Rounds; i++)
            {
                await Task.Delay(Pause, TimeProvider.System);
                var path = paths[random.Between(0, files - 1)];
                random.FillRandom(content);
                await File.WriteAllBytesAsync(path, content);
                var dirty = new DirtyPaths();
                dirty.Add(path);
                var since = Stopwatch.GetTimestamp();
                state = await CaptureAsync(group, new BackupRequest([$"{folder}/small"]) { Previous = state, Dirty = i == 0 ? null : dirty }, cache);
                if (i > 0) milliseconds.Add(Stopwatch.GetElapsedTime(since).TotalMilliseconds);
            }
            await TimedRun.RunAsync(folder, ["restic", "-q", "--no-cache", "-r", $"{folder}/repository", "check", "--read-data"]);
            var name = $"one changed file of {files:N0}{(goal is null ? " in one folder" : "")}";
            figures.Add(goal is { } most ? Figure.AtMost($"{name}: p50", milliseconds.At(0.5), most, "ms") : Figure.Told($"{name}: p50", $"{milliseconds.At(0.5):N1} ms"));
            figures.Add(Figure.Told($"{name}: p95", $"{milliseconds.At(0.95):N1} ms"));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<BackupState> CaptureAsync(CaptureGroup group, BackupRequest request, TreeCache cache)
    {
        BackupResult? result = null;
        await group.CaptureAsync(
            async (scope, stop) =>
            {
                result = await BackupRun.RunAsync(scope.Repository, scope.Writer, request, cache, stop);
                return new SnapshotDocument(NodeTime.From(TimeProvider.System.GetLocalNow()), result.Root, request.Paths) { Hostname = "bench" };
            },
            CancellationToken.None);
        return result!.State;
    }
}
