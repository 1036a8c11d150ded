using System.Text.Json;
using ActorBackup.Repository.Restoring;
using ActorBackup.Repository.Tests.Checking;
using ActorBackup.Testing;

namespace ActorBackup.Repository.Tests.Restoring;

/// <summary>What is left of damaged repositories comes back: at least what restic restores of them, and never wrong content.</summary>
public sealed class RestoreDamageTests : IDisposable
{
    private readonly ScratchFolder _scratch = new();

    /// <summary>Those of which restic restores something that can be compared with the manifest of the newest snapshot.</summary>
    public static TheoryData<string> Comparable =>
        [.. Facts.EnumerateObject().Where(r => r.Value.TryGetProperty("missing", out _)).Select(r => r.Name)];

    /// <summary>Those with a snapshot of their own, crafted: restic's files by name.</summary>
    public static TheoryData<string> Crafted => [.. Facts.EnumerateObject().Where(r => r.Value.TryGetProperty("restored", out _)).Select(r => r.Name)];

    private static JsonElement Facts { get; } = VectorFile.Json("damaged-restores.json").GetProperty("repositories");

    public void Dispose() => _scratch.Dispose();

    [Theory]
    [MemberData(nameof(Comparable))]
    public async Task Restores_at_least_what_restic_restores(string name)
    {
        var result = await RestoreLatestAsync(name);

        var expected = TargetManifest.Of(VectorFile.Json("damaged-restores.json").GetProperty("manifest_of_latest_snapshot"));
        var found = TargetManifest.Of(_scratch["target/t"]);
        var missing = expected.Keys.Where(path => !found.ContainsKey(path)).Select(p => System.Text.Encoding.UTF8.GetString(Convert.FromHexString(p))).ToArray();
        var byRestic = Facts.GetProperty(name).GetProperty("missing").EnumerateArray().Select(m => m.GetString()).ToHashSet();
        Assert.DoesNotContain(missing, m => !byRestic.Contains(m) && !byRestic.Any(b => b!.StartsWith(m + "/", StringComparison.Ordinal)));
        Assert.All(found, entry => Assert.Equal(expected[entry.Key], entry.Value));
        Assert.Equal(byRestic.Count == 0, result.IsComplete);
    }

    [Theory]
    [MemberData(nameof(Crafted))]
    public async Task Restores_of_crafted_trees_what_restic_restores(string name)
    {
        var byRestic = Facts.GetProperty(name).GetProperty("restored").EnumerateObject().Select(f => f.Name).ToArray();
        RestoreResult? result = null;
        try { result = await RestoreLatestAsync(name); }
        catch (RepositoryException) { Assert.Empty(byRestic); }

        var found = Directory.Exists(_scratch["target"]) ? Directory.EnumerateFiles(_scratch["target"], "*", SearchOption.AllDirectories).Select(Path.GetFileName) : [];
        Assert.Empty(byRestic.Except(found));
        Assert.Equal(["target"], Directory.EnumerateFileSystemEntries(_scratch.Path).Select(Path.GetFileName).DefaultIfEmpty("target"));
        Assert.Equal(name is "tree-unsorted" or "unknown-fields", result is { IsComplete: true });
    }

    private async Task<RestoreResult> RestoreLatestAsync(string name)
    {
        await using var repository = await DamagedRepositories.OpenAsync(await DamagedRepositories.LoadAsync(name));
        var snapshot = await repository.FindSnapshotAsync("latest", default);
        await repository.RefreshIndexAsync(default);
        return await RestoreRun.RunAsync(repository, new RestoreRequest(snapshot.Document.Tree, _scratch["target"]) { Sync = false }, null, default);
    }
}
