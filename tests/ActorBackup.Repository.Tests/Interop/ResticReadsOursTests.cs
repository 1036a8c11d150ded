using ActorBackup.Repository.Backends;
using ActorBackup.Repository.Copying;
using ActorBackup.Repository.Forgetting;
using ActorBackup.Repository.Locks;
using ActorBackup.Repository.Pruning;
using ActorBackup.Repository.Repairing;
using ActorBackup.Repository.Tagging;
using ActorBackup.Testing;

namespace ActorBackup.Repository.Tests.Interop;

public sealed class ResticReadsOursTests : IDisposable
{
    private readonly ScratchFolder _scratch = new();

    public ResticReadsOursTests() => SampleFolder.Make(Source);

    private string Source => _scratch["source"];

    private Restic Restic => new(_scratch["repository"]);

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public async Task Checks_restores_and_dumps_what_we_wrote()
    {
        await using (var repository = await Ours.InitAsync(_scratch["repository"])) await Ours.BackUpAsync(repository, Source);

        await Restic.DemandSoundAsync();
        await Restic.RunAsync("restore", "latest", "--target", _scratch["target"]);
        // 0.14 knows no link targets that are not UTF-8.
        Backups.Shell.Run(_scratch.Path, $"rm source/odd/rawlink target{Source}/odd/rawlink; touch -r source/odd target{Source}/odd");
        SampleFolder.DemandEqual(Source, _scratch["target"] + Source);
        Assert.Equal("content\n", await Restic.RunAsync("dump", "latest", Source + "/deep/a/b/c/d/e/file"));
    }

    [Fact]
    public async Task Continues_after_us_without_storing_anything_again()
    {
        await using (var repository = await Ours.InitAsync(_scratch["repository"])) await Ours.BackUpAsync(repository, Source);

        var output = await Restic.RunAsync("backup", "--json", "--host", Ours.Options.Hostname, Source);

        using var summary = System.Text.Json.JsonDocument.Parse(output.TrimEnd().Split('\n')[^1]);
        // Trees hold links' raw targets, which 0.14 does not write, and the change times of the folders above.
        Assert.InRange(summary.RootElement.GetProperty("data_added").GetInt64(), 0, 90_000);
        Assert.Equal(0, summary.RootElement.GetProperty("files_new").GetInt64());
        Assert.Equal(0, summary.RootElement.GetProperty("files_changed").GetInt64());
        await Restic.DemandSoundAsync();
    }

    [Fact]
    public async Task Finds_all_well_after_each_kind_of_our_maintenance()
    {
        await using var repository = await Ours.InitAsync(_scratch["repository"]);
        var snapshots = new List<StoredSnapshot>();
        for (var i = 0; i < 4; i++)
        {
            _scratch.Write("source/changing", $"version {i}");
            File.WriteAllBytes(_scratch["source/large"], SplitMix.Bytes((ulong)i, 3_000_000));
            snapshots.Add((await Ours.BackUpAsync(repository, Source, snapshots.LastOrDefault())).Snapshot);
        }

        await TagRun.RunAsync(repository, [snapshots[1].Id], new TagChange { Add = ["more"] }, CancellationToken.None);
        await Restic.DemandSoundAsync();
        Assert.Contains(await Restic.SnapshotsAsync(), s => s.GetProperty("tags").ToString() == """["ours","more"]""");
        await ForgetRun.RunAsync(repository, [snapshots[0].Id, snapshots[2].Id], CancellationToken.None);
        await IndexMerge.RunAsync(repository, CancellationToken.None);
        await Restic.DemandSoundAsync();
        var pruned = await PruneRun.RunAsync(repository, new PruneOptions { MaxUnused = UnusedTolerance.None, Small = new SmallPackRule(1 << 20, TimeSpan.Zero, 2) }, new PruneMemory(), CancellationToken.None);
        Assert.True(pruned.PacksRemoved > 0);
        await Restic.DemandSoundAsync();
        await IndexRepair.RunAsync(repository, fromNothing: true, CancellationToken.None);
        await Restic.DemandSoundAsync();
        Assert.Contains("to delete:             0 blobs", await Restic.RunAsync("prune", "--dry-run", "--max-unused", "0"), StringComparison.Ordinal);

        await using (var copy = await Ours.InitAsync(_scratch["copy"]))
            await CopyRun.RunAsync(repository, copy, await repository.SnapshotsAsync(true, CancellationToken.None), (_, _) => { }, CancellationToken.None);
        await new Restic(_scratch["copy"]).DemandSoundAsync();
        Assert.Equal(2, (await new Restic(_scratch["copy"]).SnapshotsAsync()).Length);
        Assert.Equal("version 3", await new Restic(_scratch["copy"]).RunAsync("dump", "latest", Source + "/changing"));
    }

    [Fact]
    public async Task Finds_our_lock_and_its_unlock_leaves_it_and_us_alive()
    {
        await using var repository = await Ours.InitAsync(_scratch["repository"]);
        await using var own = await Ours.OpenAsync(_scratch["repository"]);
        var named = new RepositoryOptions { Hostname = Environment.MachineName };
        await using var here = await SomeRepository.OpenAsync(new LocalBackend(_scratch["repository"]), named);
        await using (await here.LockAsync(LockMode.Shared, CancellationToken.None))
        {
            Assert.Contains("already locked", (await Restic.TryAsync("prune")).Errors, StringComparison.Ordinal);
            // It sends SIGHUP to the owner of every lock of this machine, to see whether it is there.
            await Restic.RunAsync("unlock");
            Assert.Single(await here.LocksAsync(CancellationToken.None));
        }
        await Restic.RunAsync("prune");
    }
}
