using ActorBackup.Repository.Backends;
using ActorBackup.Repository.Checking;
using ActorBackup.Repository.Pruning;
using ActorBackup.Repository.Tests.Checking;

namespace ActorBackup.Repository.Tests.Pruning;

/// <summary>Nothing is written into a repository whose damage that would spread.</summary>
public sealed class DamageTests
{
    /// <summary>Damage that restic's prune refuses, and what it does not look at though something is lost by it.</summary>
    [Theory]
    [InlineData("flip-tree-blob")]
    [InlineData("empty-data-pack")]
    [InlineData("grown-data-pack")]
    [InlineData("missing-data-pack")]
    [InlineData("truncated-index")]
    [InlineData("flip-index")]
    [InlineData("empty-index")]
    [InlineData("deleted-index")]
    [InlineData("deleted-all-indexes")]
    [InlineData("index-not-json")]
    [InlineData("index-unknown-encoding")]
    [InlineData("index-blob-missing")]
    [InlineData("flip-snapshot")]
    [InlineData("snapshot-missing-tree")]
    [InlineData("tree-missing-data-blob")]
    [InlineData("tree-file-content-null")]
    [InlineData("tree-dir-without-subtree")]
    [InlineData("tree-unknown-type")]
    [InlineData("lock-garbage-wrong-name")]
    [InlineData("lock-shared-other-host")]
    [InlineData("lock-exclusive-other-host")]
    [InlineData("lock-stale-exclusive")]
    public async Task Refuses_and_changes_nothing(string name)
    {
        var backend = await DamagedRepositories.LoadAsync(name);
        await using var repository = await DamagedRepositories.OpenAsync(backend);
        var changed = new List<string>();
        backend.After = call =>
        {
            if (call.Changes && call.File.Kind != FileKind.Lock) changed.Add(call.ToString());
        };

        await Assert.ThrowsAsync<RepositoryException>(() => PruneAsync(repository));

        Assert.Empty(changed);
    }

    [Theory]
    [InlineData("undamaged")]
    [InlineData("unknown-fields")]
    [InlineData("junk-names")]
    [InlineData("unreferenced-pack")]
    [InlineData("pack-in-two-indexes")]
    [InlineData("index-unneeded-missing-pack")]
    [InlineData("tree-unsorted")]
    [InlineData("blob-not-zstd")]
    [InlineData("flip-data-blob")]
    [InlineData("flip-header-length")]
    [InlineData("zero-header-length")]
    public async Task Makes_nothing_worse(string name)
    {
        var backend = await DamagedRepositories.LoadAsync(name);
        var before = await ErrorsAsync(backend);
        await using (var repository = await DamagedRepositories.OpenAsync(backend))
        {
            try
            {
                await PruneAsync(repository);
            }
            catch (RepositoryException e) when (e.Failure == RepositoryFailure.Damaged)
            {
                // What it would have to move is damaged.
            }
        }

        Assert.Subset(before, await ErrorsAsync(backend));
    }

    private static Task PruneAsync(OpenRepository repository) =>
        PruneRun.RunAsync(repository, new PruneOptions { MaxUnused = UnusedTolerance.None, Small = new SmallPackRule(1 << 20, TimeSpan.Zero, AtLeast: 2) }, new PruneMemory(), CancellationToken.None);

    private static async Task<HashSet<string>> ErrorsAsync(MemoryBackend backend)
    {
        var errors = new HashSet<string>();
        await using var repository = await DamagedRepositories.OpenAsync(backend);
        await CheckRun.RunAsync(repository, new CheckOptions { Reading = CheckReading.All }, f =>
        {
            if (f.Severity == FindingSeverity.Error) errors.Add(f.What);
        }, CancellationToken.None);
        return errors;
    }
}
