using ActorBackup.Repository.Backends;
using ActorBackup.Repository.Backups;
using ActorBackup.Repository.Checking;
using ActorBackup.Repository.Sharing;
using ActorBackup.Testing;

namespace ActorBackup.Repository.Tests.Interop;

/// <summary>Restic and we, at the same time in the same repository.</summary>
public sealed class TogetherTests : IDisposable
{
    private readonly ScratchFolder _scratch = new();

    private Restic Restic => new(_scratch["repository"]);

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public async Task Both_write_at_once()
    {
        SampleFolder.Make(_scratch["source"]);
        await using var repository = await Ours.InitAsync(_scratch["repository"]);
        await using var group = new CaptureGroup(repository);
        using var over = new CancellationTokenSource();
        var captures = CaptureAsync(group, over.Token);

        for (var i = 0; i < 5; i++) await Restic.RunAsync("backup", "--tag", "restic", _scratch["source"]);
        await over.CancelAsync();

        var ours = await captures;
        Assert.True(ours > 0);
        await Restic.DemandSoundAsync();
        Assert.Equal(ours + 5, (await Restic.SnapshotsAsync()).Length);
    }

    /// <summary>Restic sends SIGHUP to the owner of each lock of its machine, to see whether there is one.</summary>
    [Fact]
    public async Task Restic_unlocks_while_we_capture_and_check()
    {
        await using var repository = await OpenRepository.InitAsync(
            new LocalBackend(_scratch["repository"]), SomeRepository.Password, new RepositoryOptions { Hostname = Environment.MachineName }, SomeRepository.Cheap, CancellationToken.None);
        await using var group = new CaptureGroup(repository);
        using var over = new CancellationTokenSource();
        var captures = CaptureAsync(group, over.Token);

        for (var i = 0; i < 5; i++)
        {
            var check = CheckAsync(CheckReading.None);
            await Restic.RunAsync("unlock");
            await check;
        }
        await over.CancelAsync();

        Assert.True(await captures > 0);
        await Restic.DemandSoundAsync();
    }

    /// <summary>The pruner removes what only forgotten snapshots need, while captures reuse blobs of their parent.</summary>
    [Fact]
    public async Task Restic_prunes_while_we_capture() => await PruneWhileCapturingAsync(Rounds);

    // scripts/torture.sh asks for more.
    private static int Rounds => int.TryParse(Environment.GetEnvironmentVariable("SCENARIO_PRUNES"), out var rounds) ? rounds : 20;

    private async Task PruneWhileCapturingAsync(int rounds)
    {
        await using var repository = await Ours.InitAsync(_scratch["repository"]);
        await using var group = new CaptureGroup(repository);
        using var over = new CancellationTokenSource();
        using var captured = new SemaphoreSlim(0);
        var captures = CaptureAsync(group, over.Token, captured);
        // A capture's lock may stand against it: that is an answer, too, and asked again.
        for (var (pruned, tries) = (0, 0); pruned < rounds; tries++)
        {
            Assert.True(tries < 50 * rounds, $"only {pruned} of {tries} prunes got their lock");
            await captured.WaitAsync();
            var (exit, output, errors) = await Restic.TryAsync("forget", "--keep-last", "1", "--prune", "--max-unused", "0");
            Assert.True(exit == 0 || errors.Contains("already locked", StringComparison.Ordinal), $"{output}\n{errors}");
            if (exit == 0 && ++pruned % 10 == 0) await CheckAsync(CheckReading.All);
        }
        await over.CancelAsync();

        Assert.True(await captures > rounds);
        await Restic.DemandSoundAsync();
        var last = (await repository.SnapshotsAsync(true, CancellationToken.None))[^1];
        await Ours.RestoreAsync(repository, last, _scratch["target"]);
    }

    private async Task CheckAsync(CheckReading reading)
    {
        await using var other = await Ours.OpenAsync(_scratch["repository"]);
        var findings = new List<Finding>();
        for (var tries = 0; ; tries++)
        {
            try
            {
                findings.Clear();
                await CheckRun.RunAsync(other, new CheckOptions { Reading = reading }, findings.Add, CancellationToken.None);
                break;
            }
            catch (RepositoryException e) when (e.Failure == RepositoryFailure.Locked && tries < 50)
            {
                // Restic's exclusive lock: it is not held for long.
            }
        }
        Assert.DoesNotContain(findings, f => f.Severity == FindingSeverity.Error);
    }

    /// <summary>One file changes, one snapshot is taken, over and over.</summary>
    private async Task<int> CaptureAsync(CaptureGroup group, CancellationToken over, SemaphoreSlim? captured = null)
    {
        var folder = _scratch["ours"];
        for (var i = 0; i < 30; i++) _scratch.Write($"ours/{i % 5}/{i}", $"file {i}");
        StoredSnapshot? parent = null;
        var taken = 0;
        for (; !over.IsCancellationRequested; taken++)
        {
            _scratch.Write($"ours/{taken % 5}/changing", $"version {taken % 7}");
            parent = await group.CaptureAsync(async (scope, stop) =>
            {
                var previous = parent is not null && await scope.ParentStandsAsync(parent.Id, stop) ? BackupState.Of(parent) : null;
                var result = await BackupRun.RunAsync(scope.Repository, scope.Writer, new BackupRequest([folder]) { Previous = previous }, null, stop);
                return Ours.Document(result, folder);
            }, CancellationToken.None);
            captured?.Release();
        }
        return taken;
    }
}
