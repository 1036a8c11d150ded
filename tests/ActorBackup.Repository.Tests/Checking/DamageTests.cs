using ActorBackup.Repository.Checking;

namespace ActorBackup.Repository.Tests.Checking;

/// <summary>What restic's <c>check --read-data</c> says of each, and more: names, order and sizes in trees, keys, locks.</summary>
public sealed class DamageTests
{
    private static readonly CheckOptions All = new() { Reading = CheckReading.All };

    public static TheoryData<string, string[]> Expected { get; } = new()
    {
        { "undamaged", [] },
        { "unknown-fields", [] },
        { "junk-names", [] },
        { "flip-data-blob", ["error BlobDamaged", "error PackContent"] },
        { "flip-header-length", ["error PackContent", "error PackHeader"] },
        { "zero-header-length", ["error PackContent", "error PackHeader"] },
        { "flip-tree-blob", ["error BlobDamaged", "error PackContent", "error TreeUnreadable"] },
        { "empty-data-pack", ["error BlobDamaged", "error PackContent", "error PackSize"] },
        { "grown-data-pack", ["error PackContent", "error PackHeader", "error PackSize"] },
        { "missing-data-pack", ["error PackMissing"] },
        { "truncated-index", ["error IndexUnreadable", "hint PackUnreferenced"] },
        { "flip-index", ["error IndexUnreadable", "hint PackUnreferenced"] },
        { "empty-index", ["error IndexUnreadable", "hint PackUnreferenced"] },
        { "deleted-index", ["error TreeMissing", "hint PackUnreferenced"] },
        { "deleted-all-indexes", ["error TreeMissing", "hint PackUnreferenced"] },
        { "index-not-json", ["error IndexUnreadable"] },
        { "index-unknown-encoding", ["error IndexUnreadable"] },
        { "index-blob-missing", ["error DataMissing", "error PackHeader", "error PackSize"] },
        { "index-unneeded-missing-pack", ["error PackMissing"] },
        { "pack-in-two-indexes", ["hint IndexedTwice"] },
        { "unreferenced-pack", ["hint PackUnreferenced"] },
        { "flip-snapshot", ["error SnapshotUnreadable"] },
        { "snapshot-missing-tree", ["error TreeMissing"] },
        { "tree-missing-data-blob", ["error DataMissing"] },
        { "tree-file-content-null", ["error NodeIncomplete"] },
        { "tree-dir-without-subtree", ["error NodeIncomplete"] },
        { "tree-unknown-type", ["error NodeIncomplete"] },
        { "tree-unsorted", ["hint NodeOrder"] },
        { "tree-path-traversal", ["error NodeName"] },
        { "blob-not-zstd", ["error BlobDamaged"] },
        { "garbage-key", ["error KeyUnreadable"] },
        { "lock-empty-file", ["error LockUnreadable"] },
        { "lock-garbage-wrong-name", ["Locked", "error LockUnreadable"] },
        { "lock-shared-other-host", ["hint LockHeld"] },
        { "lock-exclusive-other-host", ["Locked", "hint LockHeld"] },
        { "lock-stale-exclusive", ["Locked", "hint LockHeld"] },
        { "flip-config", ["Damaged"] },
        { "missing-config", ["NoRepository"] },
        { "config-version-3", ["Unsupported"] },
        { "damaged-key", ["WrongPassword"] },
        { "missing-keys", ["Missing"] },
    };

    [Theory]
    [MemberData(nameof(Expected))]
    public async Task Finds_what_is_wrong(string name, string[] expected)
    {
        var backend = await DamagedRepositories.LoadAsync(name);

        Assert.Equal(expected, await CheckAsync(backend));
    }

    [Fact]
    public void Knows_every_damage_that_restic_was_asked_about() =>
        Assert.Equal(DamagedRepositories.Names, Expected.Select(row => (string)row[0]).Order());

    [Fact]
    public async Task Tells_what_to_do_next_about_each_finding()
    {
        foreach (var name in DamagedRepositories.Names)
            await CheckAsync(await DamagedRepositories.LoadAsync(name), finding =>
            {
                Assert.EndsWith(".", finding.What, StringComparison.Ordinal);
                Assert.EndsWith(".", finding.Next, StringComparison.Ordinal);
            });
    }

    private static async Task<string[]> CheckAsync(Repository.Backends.MemoryBackend backend, Action<Finding>? look = null)
    {
        var found = new SortedSet<string>(StringComparer.Ordinal);
        try
        {
            await using var repository = await DamagedRepositories.OpenAsync(backend);
            await CheckRun.RunAsync(repository, All, finding =>
            {
                look?.Invoke(finding);
                found.Add($"{(finding.Severity == FindingSeverity.Error ? "error" : "hint")} {finding.Kind}");
            }, CancellationToken.None);
        }
        catch (RepositoryException e)
        {
            found.Add(e.Failure.ToString());
        }
        return [.. found];
    }
}
