using System.Diagnostics;
using ActorBackup.Repository.Backends;
using ActorBackup.Repository.Blobs;
using ActorBackup.Repository.Forgetting;
using ActorBackup.Repository.Ids;
using ActorBackup.Repository.Pruning;
using ActorBackup.Repository.Sharing;
using ActorBackup.Repository.Tests.Interop;
using ActorBackup.Repository.Trees;
using ActorBackup.Testing;

namespace ActorBackup.Repository.Tests.Pruning;

/// <summary>A capture each minute for a year, in virtual time: the upkeep keeps the repository small, and a capture costs the same at the end.</summary>
/// <remarks>A week of it in CI; scripts/torture.sh asks for the year (SCENARIO_MINUTES=525600).</remarks>
public sealed class YearOfMinutesTests(ITestOutputHelper output)
{
    private const int DayOfMinutes = 24 * 60, FileBytes = 5_000;

    // How often restic is asked for its opinion.
    private static int Points => Minutes >= 365 * DayOfMinutes ? 12 : 1;

    private static readonly ForgetRequest Policy = new(new ForgetPolicy { Hourly = 24, Daily = 30, Weekly = 8, Monthly = 12 });

    private static int Minutes => int.TryParse(Environment.GetEnvironmentVariable("SCENARIO_MINUTES"), out var minutes) ? minutes : 10_000;

    [Fact]
    public Task Of_one_file() => RunAsync(filesInTree: 1);

    [Fact]
    public Task Of_a_small_tree() => RunAsync(filesInTree: 20);

    private async Task RunAsync(int filesInTree)
    {
        var backend = new MemoryBackend();
        var time = new HastyTime(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
        var options = SomeRepository.Options with { Clock = time, BootClock = time, PackBytes = new RepositoryOptions().PackBytes };
        await using var repository = await SomeRepository.InitAsync(backend, options);
        await using var group = new CaptureGroup(repository);
        var upkeep = new Upkeep(repository, PruneOptions.Daily(options.PackBytes));
        var year = new Year(backend, output);
        var folder = new Folder(filesInTree);

        for (var minute = 1; minute <= Minutes; minute++)
        {
            time.Now += TimeSpan.FromMinutes(1);
            var began = Stopwatch.GetTimestamp();
            await group.CaptureAsync(async (scope, stop) => SomeRepository.Document(await folder.ChangeAsync(scope.Writer, minute, stop), time.Now), CancellationToken.None);
            year.Captured(Stopwatch.GetElapsedTime(began), FileBytes);

            if (minute % 60 != 0) continue;
            await using (var alone = await group.EnterExclusiveAsync(CancellationToken.None)) await upkeep.MergeIndexAsync(alone.Lock, CancellationToken.None);
            if (minute % DayOfMinutes != 0) continue;
            year.Midnight(minute / DayOfMinutes);
            if (minute / DayOfMinutes % Math.Max(1, Minutes / DayOfMinutes / Points) == 0) await AskResticAsync(backend);
            var snapshots = await repository.SnapshotsAsync(strict: true, CancellationToken.None);
            await upkeep.PrepareAsync(CancellationToken.None);
            await using (var alone = await group.EnterExclusiveAsync(CancellationToken.None))
            {
                await ForgetRun.RunAsync(repository, alone.Lock, ForgetPlan.Of(snapshots, Policy, time.Now, TimeZoneInfo.Utc).Removed, CancellationToken.None);
                Assert.True((await upkeep.PruneAsync(alone.Lock, CancellationToken.None)).IsComplete);
            }
        }
        year.End();
        Assert.True(await SomeRepository.ReadEverythingAsync(backend) >= 30);
    }

    /// <summary>The files as they are now, on disk: restic finds nothing wrong, and is as quick with them as with an empty repository, but for a second.</summary>
    private async Task AskResticAsync(MemoryBackend backend)
    {
        using var scratch = new ScratchFolder();
        var (all, none) = (new Restic(scratch["repository"]), new Restic(scratch["empty"]));
        await backend.ExportAsync(scratch["repository"]);
        await none.RunAsync("init");
        await none.RunAsync("backup", scratch["empty/config"]);

        await all.DemandSoundAsync();
        foreach (var command in new string[][] { ["snapshots"], ["restore", "latest", "--target", scratch["target"]] })
        {
            var (fixedCost, cost) = (await TimeAsync(none, command), await TimeAsync(all, command));
            output.WriteLine($"restic {command[0]}: {cost.TotalSeconds:0.00} s; {fixedCost.TotalSeconds:0.00} s with one snapshot of one file");
            // The machine of a short run is busy with other tests.
            Assert.True(Points == 1 || cost <= fixedCost + TimeSpan.FromSeconds(1), $"restic {command[0]} took {cost}, {fixedCost} with one snapshot of one file");
        }
    }

    private static async Task<TimeSpan> TimeAsync(Restic restic, string[] command)
    {
        var began = Stopwatch.GetTimestamp();
        await restic.RunAsync(command);
        return Stopwatch.GetElapsedTime(began);
    }

    /// <summary>A file of 5 KB that changes each minute, alone or among others that do not; below two folders, as a source's path has them.</summary>
    private sealed class Folder(int files)
    {
        public async Task<TreeId> ChangeAsync(BlobWriter writer, int minute, CancellationToken stop)
        {
            var nodes = new List<Node>();
            for (var i = 0; i < files; i++)
            {
                var content = SomeRepository.Content(i == minute % files ? minute : -i, FileBytes);
                nodes.Add(new Node(new RawName($"file-{i:00}"), NodeType.File)
                {
                    Mode = 0x1A4, ModifiedAt = new NodeTime(minute, 0), Size = FileBytes, Inode = (ulong)i, Links = 1, Content = [(await writer.AddAsync(BlobType.Data, content, stop)).Id],
                });
            }
            var tree = await AddAsync(writer, nodes, stop);
            foreach (var name in new[] { "source", "actorbackup" })
                tree = await AddAsync(writer, [new Node(new RawName(name), NodeType.Folder) { Mode = GoMode.Directory, Subtree = tree }], stop);
            return tree;
        }

        private static async Task<TreeId> AddAsync(BlobWriter writer, List<Node> nodes, CancellationToken stop) =>
            new((await writer.AddAsync(BlobType.Tree, TreeFormat.Write(new Tree([.. nodes])), stop)).Id.Value);
    }

    private sealed class Year(MemoryBackend backend, ITestOutputHelper output)
    {
        private readonly List<double> _today = [], _medians = [];
        private long _captured, _memoryEarly;

        public void Captured(TimeSpan took, int bytes)
        {
            _today.Add(took.TotalMilliseconds);
            _captured += bytes;
        }

        public void Midnight(int day)
        {
            Assert.InRange(backend.Count(FileKind.Index), 1, 128);
            Assert.InRange(backend.Count(FileKind.Pack), 1, 4_000);
            Assert.InRange(backend.Count(FileKind.Snapshot), 1, 1_700);
            Assert.Equal(0, backend.Count(FileKind.Lock));
            _today.Sort();
            _medians.Add(_today[_today.Count / 2]);
            _today.Clear();
            if (day == 5) _memoryEarly = GC.GetTotalMemory(forceFullCollection: true);
            if (day % 30 == 0 || day == 5)
                output.WriteLine($"day {day}: {backend.Count(FileKind.Index)} index, {backend.Count(FileKind.Pack)} data, {backend.Count(FileKind.Snapshot)} snapshots; median {_medians[^1]:0.00} ms; "
                    + $"written {(double)backend.BytesSaved / _captured:0.00} x captured; memory {GC.GetTotalMemory(false) >> 20} MiB");
        }

        public void End()
        {
            var (written, memory) = ((double)backend.BytesSaved / _captured, GC.GetTotalMemory(forceFullCollection: true));
            output.WriteLine($"written {written:0.00} x captured; memory {_memoryEarly >> 20} MiB on day 5, {memory >> 20} MiB at the end");
            Assert.True(written <= 4, $"{written:0.00} bytes were written for each captured one");
            if (_medians.Count < 60) return;
            var (first, last) = (_medians.Take(30).Order().ElementAt(15), _medians.TakeLast(30).Order().ElementAt(15));
            output.WriteLine($"a capture took {first:0.000} ms in the first month, {last:0.000} ms in the last");
            Assert.True(last <= 1.2 * first, $"a capture took {first:0.000} ms in the first month, {last:0.000} ms in the last");
            Assert.True(memory <= 1.3 * _memoryEarly, $"{_memoryEarly} bytes of memory on day 5, {memory} at the end");
        }
    }
}
