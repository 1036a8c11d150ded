using ActorBackup.Repository.Backends;
using ActorBackup.Repository.Reading;
using ActorBackup.Repository.Restoring;
using ActorBackup.Testing;

namespace ActorBackup.Repository.Tests.Restoring;

/// <summary>Snapshots that restic wrote come back to the byte and attribute. Needs root: they have owners and devices.</summary>
public sealed class RestoreVectorTests : IDisposable
{
    private readonly ScratchFolder _scratch = new();

    public static TheoryData<string, int> Snapshots => new()
    {
        { "v1-basic", 0 },
        { "v1-basic", 1 },
        { "v1-upgraded-to-v2", 0 },
        { "v1-upgraded-to-v2", 1 },
        { "v1-upgraded-to-v2", 2 },
        { "v2-basic", 0 },
        { "v2-basic", 1 },
        { "v2-pruned", 0 },
        { "v2-special", 0 },
        { "v2-special", 1 },
        { "v2-compression-off", 0 },
    };

    public void Dispose() => _scratch.Dispose();

    [Theory]
    [MemberData(nameof(Snapshots))]
    public async Task Restores_a_snapshot_of_restic_to_the_byte_and_attribute(string name, int snapshot)
    {
        var vector = VectorFile.Json($"repos/{name}.json");
        await using var repository = await OpenAsync(name);
        var snapshots = await repository.SnapshotsAsync(strict: true, default);
        await repository.RefreshIndexAsync(default);
        var tree = snapshots.OrderBy(s => (s.Document.Time.Seconds, s.Document.Time.Nanos)).ElementAt(snapshot).Document.Tree;

        var result = await RestoreRun.RunAsync(repository, new RestoreRequest(tree, _scratch["target"]) { Sync = false }, null, default);

        Assert.Empty(result.Failures);
        Assert.Empty(result.Notices);
        Assert.Equal(TargetManifest.Of(vector.GetProperty("manifests")[snapshot]), TargetManifest.Of(_scratch["target/tree"]));
    }

    [Fact]
    public async Task Restores_one_snapshot_over_another_with_delete()
    {
        var vector = VectorFile.Json("repos/v2-special.json");
        await using var repository = await OpenAsync("v2-special");
        var snapshots = (await repository.SnapshotsAsync(strict: true, default)).OrderBy(s => s.Document.Time.Seconds).ToArray();
        await repository.RefreshIndexAsync(default);
        var first = new RestoreRequest(snapshots[0].Document.Tree, _scratch["target"]) { Subpath = SnapshotPath.Parse("tree"), InPlace = true, Sync = false };
        await RestoreRun.RunAsync(repository, first, null, default);

        var second = await RestoreRun.RunAsync(repository, first with { Tree = snapshots[1].Document.Tree, Delete = true }, null, default);
        var again = await RestoreRun.RunAsync(repository, first with { Tree = snapshots[1].Document.Tree, Delete = true }, null, default);

        Assert.Empty(second.Failures);
        Assert.Equal(TargetManifest.Of(vector.GetProperty("manifests")[1]), TargetManifest.Of(_scratch["target"]));
        Assert.Empty(again.Failures);
        Assert.Equal(0, again.Done.BytesWritten);
    }

    private async Task<OpenRepository> OpenAsync(string name)
    {
        var folder = VectorFile.Unpack($"repos/{name}.tar.gz", _scratch.Path);
        var password = VectorFile.Json($"repos/{name}.json").GetProperty("passwords")[0].GetString()!;
        return await OpenRepository.OpenAsync(new LocalBackend(folder), password, new RepositoryOptions(), default);
    }
}
