using Scenarios;

namespace ActorBackup.Benchmarks.Repository;

/// <summary>The same work by stock restic and by the library, in turns, on the same data: fresh processes, warm source, same compression, everything synced.</summary>
internal sealed class ResticComparison(ComparisonOptions options, string folder)
{
    private readonly List<Figure> _figures = [];

    private string Mixed => $"{folder}/mixed";

    private string Big => $"{folder}/big/big.bin";

    public static async Task<IReadOnlyList<Figure>> MeasureAsync(ComparisonOptions options)
    {
        var folder = Directory.CreateDirectory(Path.Join(options.Folder, $"actorbackup-bench-{Environment.ProcessId}")).FullName;
        try
        {
            var comparison = new ResticComparison(options, folder);
            if (options.Wants("mixed")) await comparison.MeasureMixedAsync();
            if (options.Wants("big")) await comparison.MeasureBigAsync();
            return comparison._figures;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private async Task MeasureMixedAsync()
    {
        SampleFiles.WriteMixed(Mixed, options.Seed, options.Divisor);
        var name = $"{20_000 / options.Divisor:N0} mixed files, {2048 / options.Divisor:N0} MiB";
        await MeasureAsync($"first backup of {name}", leastSpeed: 1.3, side => StartAfreshAsync(side), side => Backup(side, "mixed"), ProveAsync);
        await MeasureUnchangedAsync(name);
        await MeasureAsync($"restore of {name}", leastSpeed: 1.3, RemoveRestoredAsync, Restore, side => TimedRun.RunAsync(folder, ["diff", "-rq", "--no-dereference", Mixed, RestoredAt(side, Mixed)]));
        await MeasureOursAsync($"restore of {name}, synced", RemoveRestoredAsync, side => [.. Restore(side), "sync"]);
        await RemoveRestoredAsync(Side.Ours);
    }

    /// <summary>What a user types: restic has to look for itself, ours asks the node that watches the folder.</summary>
    private async Task MeasureUnchangedAsync(string name)
    {
        await using var sandbox = new Sandbox();
        await File.WriteAllTextAsync(Path.Join(sandbox.Root, "vault.password"), RepositoryWorker.Password);
        await File.WriteAllTextAsync(sandbox.ConfigFile, $$"""
            actorbackup {
              node { name = "bench", data = "data" }
              stores { vault { kind = repository, location = "vault", password-file = "vault.password" } }
              sources { mixed { kind = tree, path = "{{Mixed}}" } }
            }

            """);
        await using var node = await NodeProcess.Start(sandbox).ReadyAsync();
        await node.SnapshotAsync("mixed", snapshot => snapshot.Files > 0, "the first capture of all files", seconds: 600);
        await MeasureAsync(
            $"nothing changed in {name}, from the command line", leastSpeed: 2, _ => Task.CompletedTask,
            side => side == Side.Restic ? Backup(side, "mixed") : ["dotnet", Programs.Node, "backup", "mixed", "--config", sandbox.ConfigFile], _ => Task.CompletedTask);
        await MeasureOursAsync($"nothing changed in {name}, as a process that looks for itself", _ => Task.CompletedTask, side => Backup(side, "mixed"));
    }

    private async Task MeasureBigAsync()
    {
        SampleFiles.WriteBig(Big, options.Seed, (1L << 30) / options.Divisor);
        var name = $"one incompressible file, {1024 / options.Divisor:N0} MiB";
        await MeasureAsync($"first backup of {name}", leastSpeed: 1.3, side => StartAfreshAsync(side), side => Backup(side, "big"), ProveAsync);
        await MeasureAsync($"restore of {name}", leastSpeed: 1.3, RemoveRestoredAsync, Restore, side => TimedRun.RunAsync(folder, ["cmp", Big, RestoredAt(side, Big)]));
    }

    /// <param name="leastSpeed">How many times as fast as restic it should be.</param>
    private async Task MeasureAsync(string name, double leastSpeed, Func<Side, Task> prepare, Func<Side, string[]> command, Func<Side, Task> prove)
    {
        var (restic, ours) = (new List<TimedRun>(), new List<TimedRun>());
        for (var i = 0; i < options.Runs; i++)
        {
            foreach (var side in (Side[])[Side.Restic, Side.Ours])
            {
                await prepare(side);
                (side == Side.Restic ? restic : ours).Add(await TimedRun.OfAsync(folder, command(side)));
            }
            if (i == 0) await prove(Side.Ours);
        }
        var (theirs, mine) = (TimedRun.Median(restic), TimedRun.Median(ours));
        var speed = theirs.WallSeconds / mine.WallSeconds;
        _figures.Add(new Figure(name, $"{speed:N2} x", $"at least {leastSpeed:N1} x restic's speed", speed >= leastSpeed));
        Tell("restic", theirs);
        Tell("ours", mine);
        _figures.Add(new Figure("  peak memory", $"{mine.PeakMiB / theirs.PeakMiB:N2} x", "at most 1 x restic's", mine.PeakMiB <= theirs.PeakMiB));
    }

    private async Task MeasureOursAsync(string name, Func<Side, Task> prepare, Func<Side, string[]> command)
    {
        var runs = new List<TimedRun>();
        for (var i = 0; i < options.Runs; i++)
        {
            await prepare(Side.Ours);
            runs.Add(await TimedRun.OfAsync(folder, command(Side.Ours)));
        }
        _figures.Add(Figure.Told(name, ""));
        Tell("ours", TimedRun.Median(runs));
    }

    private void Tell(string who, TimedRun run) => _figures.Add(Figure.Told(
        $"  {who}", $"{run.WallSeconds:N2} s wall, {run.ProcessorSeconds:N2} s processor, {run.PeakMiB:N0} MiB peak; others used {run.OthersSeconds:N1} s of processor"));

    private string RepositoryOf(Side side) => $"{folder}/{side}-repository".ToLowerInvariant();

    private string TargetOf(Side side) => $"{folder}/{side}-restored".ToLowerInvariant();

    // Both restore from the root.
    private string RestoredAt(Side side, string path) => TargetOf(side) + path;

    private static string[] Worker(params string[] words) => [Environment.ProcessPath!, .. Environment.ProcessPath!.EndsWith("/dotnet", StringComparison.Ordinal) ? [typeof(ResticComparison).Assembly.Location] : Array.Empty<string>(), "repository-worker", .. words];

    private string[] Restic(params string[] words) => ["restic", "-q", "--no-cache", "-r", RepositoryOf(Side.Restic), .. words];

    private async Task StartAfreshAsync(Side side)
    {
        if (Directory.Exists(RepositoryOf(side))) Directory.Delete(RepositoryOf(side), recursive: true);
        await TimedRun.RunAsync(folder, side == Side.Restic ? Restic("init") : Worker("init", RepositoryOf(side)));
    }

    private string[] Backup(Side side, string what) => side == Side.Restic ? Restic("backup", $"{folder}/{what}") : Worker("backup", RepositoryOf(side), $"{folder}/{what}");

    private string[] Restore(Side side) => side == Side.Restic ? Restic("restore", "latest", "--target", TargetOf(side)) : Worker("restore", RepositoryOf(side), TargetOf(side));

    private Task RemoveRestoredAsync(Side side)
    {
        if (Directory.Exists(TargetOf(side))) Directory.Delete(TargetOf(side), recursive: true);
        return Task.CompletedTask;
    }

    private Task ProveAsync(Side side) => TimedRun.RunAsync(folder, ["restic", "-q", "--no-cache", "-r", RepositoryOf(side), "check", "--read-data"]);

    private enum Side { Restic, Ours }
}
