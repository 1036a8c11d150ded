using System.Text.Json;
using ActorBackup.Repository.Backends;
using ActorBackup.Repository.Backups;
using ActorBackup.Testing;

namespace ActorBackup.Repository.Tests.Backups;

/// <summary>Whole backups, with real restic as the judge.</summary>
public sealed class BackupOperationTests : IDisposable
{
    private readonly ScratchFolder _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public async Task Restic_checks_and_restores_what_was_backed_up()
    {
        SampleTree.Build(_scratch["tree"]);
        Restic("init");
        await using var repository = await OpenAsync();

        var outcome = await Back().RunAsync(repository, default);

        Assert.Empty(outcome.Result.Unreadable);
        Restic("check --read-data");
        Restic("restore latest --target restored");
        Shell.Run(_scratch.Path, $"diff -r --no-dereference tree/size restored{_scratch["tree"]}/size; diff -r --no-dereference tree/names restored{_scratch["tree"]}/names; diff -r --no-dereference tree/links restored{_scratch["tree"]}/links");
        var snapshot = Restic("snapshots --json").RootElement[0];
        Assert.Equal(_scratch["tree"], snapshot.GetProperty("paths")[0].GetString());
        Assert.Equal("one", snapshot.GetProperty("tags")[0].GetString());
        Assert.Equal(outcome.Snapshot!.Id.ToString(), snapshot.GetProperty("id").GetString());
    }

    [Fact]
    public async Task Continues_what_restic_began_and_restic_continues_it()
    {
        SampleTree.Build(_scratch["tree"]);
        Restic("init");
        Restic($"backup {_scratch["tree"]}");
        await using (var repository = await OpenAsync())
        {
            var ours = await Back().RunAsync(repository, default);

            Assert.NotNull(ours.Parent);
            Assert.True(ours.Result.Unchanged);
            Assert.Equal(0UL, ours.Result.Summary.DataBlobs);
        }

        var theirs = Restic($"backup --json {_scratch["tree"]}", lines: true).RootElement;
        Assert.Equal(0, theirs.GetProperty("files_new").GetInt32() + theirs.GetProperty("files_changed").GetInt32() + theirs.GetProperty("data_blobs").GetInt32());
        Restic("check --read-data");
    }

    [Fact]
    public async Task Writes_no_snapshot_if_nothing_changed_and_that_is_wanted()
    {
        _scratch.Write("tree/a", "a");
        Restic("init");
        await using var repository = await OpenAsync();
        await Back().RunAsync(repository, default);

        var second = await (Back() with { SkipIfUnchanged = true }).RunAsync(repository, default);
        _scratch.Write("tree/b", "b");
        var third = await (Back() with { SkipIfUnchanged = true }).RunAsync(repository, default);

        Assert.Null(second.Snapshot);
        Assert.NotNull(third.Snapshot);
        Assert.Equal(2, Restic("snapshots --json").RootElement.GetArrayLength());
        Assert.Equal(0, Restic("list locks").RootElement.ValueKind == JsonValueKind.Null ? 0 : 1);
    }

    [Fact]
    public async Task Runs_over_dirty_paths_make_snapshots_that_restic_restores()
    {
        SampleTree.Build(_scratch["tree"]);
        Restic("init");
        await using var repository = await OpenAsync();
        var first = await Back().RunAsync(repository, default);
        _scratch.Write("tree/deep/d1/new", "new");
        Directory.Delete(_scratch["tree/many"], recursive: true);
        var dirty = new DirtyPaths();
        dirty.Add(_scratch["tree/deep/d1/new"]);
        dirty.Add(_scratch["tree/many"]);

        var second = await new BackupOperation(new BackupRequest([_scratch["tree"]]) { Previous = first.Result.State, Dirty = dirty }).RunAsync(repository, default);

        Assert.False(second.Result.LookedAtAll);
        Restic("check --read-data");
        Restic("restore latest --target restored");
        Shell.Run(_scratch.Path, $"test ! -e restored{_scratch["tree"]}/many; diff -r --no-dereference tree/deep restored{_scratch["tree"]}/deep; diff -r tree/size restored{_scratch["tree"]}/size");
    }

    private BackupOperation Back() => new(new BackupRequest([_scratch["tree"]])) { Tags = ["one"], ProgramVersion = "ActorBackup" };

    private Task<OpenRepository> OpenAsync() => OpenRepository.OpenAsync(new LocalBackend(_scratch["repo"]), "test", new RepositoryOptions(), default);

    private JsonDocument Restic(string arguments, bool lines = false)
    {
        var output = Shell.Run(_scratch.Path, $"restic -q --no-cache -r repo {arguments}", ("RESTIC_PASSWORD", "test"));
        if (lines) output = output.Split('\n')[^1];
        return JsonDocument.Parse(output.StartsWith('{') || output.StartsWith('[') ? output : "null");
    }
}
