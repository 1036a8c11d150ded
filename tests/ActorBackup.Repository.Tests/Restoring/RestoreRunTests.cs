using ActorBackup.Linux;
using ActorBackup.Repository.Backends;
using ActorBackup.Repository.Blobs;
using ActorBackup.Repository.Reading;
using ActorBackup.Repository.Restoring;
using ActorBackup.Repository.Trees;

namespace ActorBackup.Repository.Tests.Restoring;

public sealed class RestoreRunTests : RestoreFixture
{
    [Fact]
    public async Task Restores_files_of_many_chunks_that_share_them()
    {
        byte[][] chunks = [.. Enumerable.Range(0, 40).Select(i => SomeRepository.Content(i, 10_000))];
        var tree = await StoreAsync(async trees => [
            await trees.FileAsync("all", chunks), await trees.FileAsync("backwards", [.. chunks.Reverse()]), await trees.FileAsync("twice", chunks[3], chunks[3])]);

        Assert.True((await RestoreAsync(tree)).IsComplete);

        Assert.Equal(chunks.SelectMany(c => c), File.ReadAllBytes(Path.Join(Target, "all")));
        Assert.Equal(chunks.Reverse().SelectMany(c => c), File.ReadAllBytes(Path.Join(Target, "backwards")));
        Assert.Equal([.. chunks[3], .. chunks[3]], File.ReadAllBytes(Path.Join(Target, "twice")));
    }

    [Fact]
    public async Task Leaves_a_file_alone_whose_content_is_there_but_sets_its_metadata()
    {
        var tree = await StoreAsync(async trees => [await trees.FileAsync("a", "same") with { Mode = 0x180 }]);
        Write("a", "same");
        var before = Stat("a");

        var result = await RestoreAsync(tree);

        Assert.Equal((0, 4), (result.Done.BytesWritten, result.Done.BytesKept));
        Assert.True(Stat("a").IsSameFileAs(before));
        Assert.Equal(0x180, Stat("a").Mode);
    }

    [Fact]
    public async Task Replaces_a_file_that_differs_reading_only_what_differs()
    {
        byte[][] chunks = [.. Enumerable.Range(0, 4).Select(i => SomeRepository.Content(i, 5_000))];
        var tree = await StoreAsync(async trees => [await trees.FileAsync("a", chunks)]);
        Directory.CreateDirectory(Target);
        File.WriteAllBytes(Path.Join(Target, "a"), [.. chunks[0], .. chunks[1], .. new byte[5_000], .. chunks[3], 1, 2, 3]);
        using var reader = File.OpenRead(Path.Join(Target, "a"));

        var result = await RestoreAsync(tree);

        Assert.Equal((5_000, 15_000), (result.Done.BytesWritten, result.Done.BytesKept));
        Assert.Equal(chunks.SelectMany(c => c), File.ReadAllBytes(Path.Join(Target, "a")));
        Assert.Equal(20_003, reader.Length);   // who had it open keeps reading what was
        Assert.Equal(["a"], Names());
    }

    [Fact]
    public async Task Cuts_a_file_that_is_too_long()
    {
        var tree = await StoreAsync(async trees => [await trees.FileAsync("a", "short"), await trees.FileAsync("empty", [])]);
        Write("a", "short and more");
        Write("empty", "not");

        await RestoreAsync(tree);

        Assert.Equal(("short", ""), (Read("a"), Read("empty")));
    }

    [Fact]
    public async Task Believes_size_and_time_if_asked_to()
    {
        var tree = await StoreAsync(async trees => [await trees.FileAsync("a", "ours")]);
        Write("a", "four");
        File.SetLastWriteTimeUtc(Path.Join(Target, "a"), SomeTrees.Time.ToDateTimeOffset().UtcDateTime);

        await RestoreAsync(tree, r => r with { Overwrite = RestoreOverwrite.IfChanged });
        Assert.Equal("four", Read("a"));

        await RestoreAsync(tree);
        Assert.Equal("ours", Read("a"));
    }

    [Fact]
    public async Task Overwrites_nothing_if_asked_to()
    {
        var tree = await StoreAsync(async trees => [await trees.FileAsync("a", "ours"), await trees.FileAsync("b", "ours")]);
        Write("a", "theirs");

        var result = await RestoreAsync(tree, r => r with { Overwrite = RestoreOverwrite.Never });

        Assert.Equal(("theirs", "ours", 1L), (Read("a"), Read("b"), result.Done.Skipped));
    }

    [Fact]
    public async Task Writes_a_file_with_other_names_in_place_only_where_it_was_taken_from()
    {
        var tree = await StoreAsync(async trees => [await trees.FileAsync("a", "ours") with { Links = 2, Inode = 5 }]);
        Write("a", "theirs");
        using (var folder = Folder.Open(Target))
        using (var top = Folder.Open(Scratch.Path)) folder.TryLink("a", top, "other-name");

        await RestoreAsync(tree, r => r with { InPlace = true });
        Assert.Equal("ours", File.ReadAllText(Scratch["other-name"]));

        Write("a", "again");
        await RestoreAsync(tree);
        Assert.Equal(("again", "ours"), (File.ReadAllText(Scratch["other-name"]), Read("a")));
    }

    [Fact]
    public async Task Separates_files_that_the_target_has_as_one()
    {
        var tree = await StoreAsync(async trees => [
            await trees.FileAsync("a", "one") with { Links = 2, Inode = 5 }, await trees.FileAsync("b", "two") with { Links = 2, Inode = 6 }]);
        Write("a", "xxx");
        using (var folder = Folder.Open(Target)) folder.TryLink("a", folder, "b");

        await RestoreAsync(tree, r => r with { InPlace = true });

        Assert.Equal(("one", "two"), (Read("a"), Read("b")));
    }

    [Fact]
    public async Task Replaces_what_is_of_another_type()
    {
        var tree = await StoreAsync(async trees => [
            await trees.FileAsync("file", "x"), await trees.FolderAsync("folder", await trees.FileAsync("in", "x")), SomeTrees.Link("link", "new"), await trees.FileAsync("was-folder", "x")]);
        Directory.CreateDirectory(Target);
        File.CreateSymbolicLink(Path.Join(Target, "file"), "nowhere");
        Write("folder", "a file");
        File.CreateSymbolicLink(Path.Join(Target, "link"), "old");
        Write("was-folder/in", "x");

        var careful = await RestoreAsync(tree);
        Assert.Equal("/was-folder", Assert.Single(careful.Failures).Path.ToString());

        Assert.True((await RestoreAsync(tree, r => r with { Delete = true })).IsComplete);
        Assert.Equal(["file", "folder", "folder/in", "link", "was-folder"], Names());
        Assert.Equal("new", new FileInfo(Path.Join(Target, "link")).LinkTarget);
    }

    [Fact]
    public async Task Restores_only_what_is_picked_and_the_folders_on_the_way()
    {
        var tree = await StoreAsync(async trees => [
            await trees.FolderAsync("a", await trees.FolderAsync("b", await trees.FileAsync("x.json", "x"), await trees.FileAsync("y.txt", "y")), await trees.FolderAsync("c", await trees.FileAsync("z.txt", "z")))]);

        var result = await RestoreAsync(tree, r => r with { Include = PathFilter.Of(["*.json"]) });

        Assert.Equal(["a", "a/b", "a/b/x.json"], Names());
        Assert.Equal(0x1ED, Stat("a").Mode);
        Assert.True(result.IsComplete);
    }

    [Fact]
    public async Task Leaves_folders_on_the_way_alone_that_exist()
    {
        var tree = await StoreAsync(async trees => [await trees.FolderAsync("a", await trees.FileAsync("x.json", "x"))]);
        Directory.CreateDirectory(Path.Join(Target, "a"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);

        await RestoreAsync(tree, r => r with { Include = PathFilter.Of(["*.json"]) });

        Assert.Equal(0x1C0, Stat("a").Mode);
    }

    [Fact]
    public async Task Removes_no_file_in_the_place_of_a_folder_that_is_not_picked()
    {
        var tree = await StoreAsync(async trees => [await trees.FolderAsync("a", await trees.FileAsync("y.txt", "y")), await trees.FolderAsync("b", await trees.FileAsync("x.json", "x"))]);
        Write("a", "theirs");
        Write("b", "theirs");

        var result = await RestoreAsync(tree, r => r with { Include = PathFilter.Of(["*.json"]), Delete = true });

        Assert.Equal(("theirs", "theirs"), (Read("a"), Read("b")));
        Assert.Equal("/b/x.json", Assert.Single(result.Failures).Path.ToString());
    }

    [Fact]
    public async Task Counts_up_to_what_was_planned()
    {
        var tree = await StoreAsync(async trees => [
            await trees.FileAsync("a", "linked") with { Links = 2, Inode = 5 }, await trees.FileAsync("b", "linked") with { Links = 2, Inode = 5 },
            await trees.FolderAsync("d", await trees.FileAsync("kept", "kept"), SomeTrees.Link("l", "x"))]);
        Write("d/kept", "kept");

        var done = (await RestoreAsync(tree)).Done;

        Assert.Equal((5, 5, 10), (done.Entries, done.EntriesTotal, done.BytesTotal));
        Assert.Equal(done.BytesTotal, done.BytesWritten + done.BytesKept);
    }

    [Fact]
    public async Task Ends_where_it_is_stopped_and_leaves_no_half_file_beside_another()
    {
        var tree = await StoreAsync(async trees => [await trees.FileAsync("a", [.. Enumerable.Range(0, 20).Select(i => SomeRepository.Content(i, 60_000))])]);
        Directory.CreateDirectory(Target);
        File.WriteAllBytes(Path.Join(Target, "a"), SomeRepository.Content(0, 60_000));
        using var stop = new CancellationTokenSource();
        var loads = 0;
        Backend.After = call =>
        {
            if (call.Operation == BackendOperation.Load && ++loads == 4) stop.Cancel();
        };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            RestoreRun.RunAsync(Repository, new RestoreRequest(tree, Target) { Sync = false }, null, stop.Token));

        Assert.Equal(["a"], Names());
        Assert.Equal(60_000, new FileInfo(Path.Join(Target, "a")).Length);
    }

    [Fact]
    public async Task Restores_a_folder_of_the_snapshot_into_the_target_itself()
    {
        var tree = await StoreAsync(async trees => [await trees.FolderAsync("home", await trees.FolderAsync("me", await trees.FileAsync("x", "x")) with { Mode = 0x800001C8 })]);

        await RestoreAsync(tree, r => r with { Subpath = SnapshotPath.Parse("/home/me/") });

        Assert.Equal(["x"], Names());
        Assert.Equal(0x1C8, FileStatus.Of(Target, follow: true)!.Value.Mode);   // made for it, so it is as it was
    }

    [Fact]
    public async Task Does_not_change_a_target_that_exists_by_itself()
    {
        var tree = await StoreAsync(async trees => [await trees.FolderAsync("me", await trees.FileAsync("x", "x")) with { Mode = 0x80000000 }]);
        Directory.CreateDirectory(Target);
        var before = FileStatus.Of(Target, follow: true)!.Value.Mode;

        await RestoreAsync(tree, r => r with { Subpath = SnapshotPath.Parse("me") });
        Assert.Equal(before, FileStatus.Of(Target, follow: true)!.Value.Mode);

        await RestoreAsync(tree, r => r with { Subpath = SnapshotPath.Parse("me"), InPlace = true });
        Assert.Equal(0, FileStatus.Of(Target, follow: true)!.Value.Mode);
    }

    [Fact]
    public async Task Restores_one_file()
    {
        var tree = await StoreAsync(async trees => [await trees.FolderAsync("a", await trees.FileAsync("x", "x"), await trees.FileAsync("y", "y"))]);

        await RestoreAsync(tree, r => r with { Subpath = SnapshotPath.Parse("a/y") });

        Assert.Equal(["y"], Names());
    }

    [Fact]
    public async Task Says_what_is_not_in_the_snapshot()
    {
        var tree = await StoreAsync(async trees => [await trees.FileAsync("x", "x")]);

        var failure = await Assert.ThrowsAsync<RepositoryException>(() => RestoreAsync(tree, r => r with { Subpath = SnapshotPath.Parse("a/y") }));

        Assert.Equal(RepositoryFailure.Missing, failure.Failure);
        Assert.False(Directory.Exists(Target));
    }

    [Fact]
    public async Task Makes_holes_of_long_runs_of_zeros()
    {
        var data = SomeRepository.Content(1, 20_000);
        var zeros = new byte[1 << 20];
        var tree = await StoreAsync(async trees => [await trees.FileAsync("holes", data, zeros, data, zeros), await trees.FileAsync("one", new byte[1 << 18])]);

        await RestoreAsync(tree);
        var sparse = Blocks("holes") + Blocks("one");
        Assert.Equal([.. data, .. zeros, .. data, .. zeros], File.ReadAllBytes(Path.Join(Target, "holes")));
        Assert.Equal(new byte[1 << 18], File.ReadAllBytes(Path.Join(Target, "one")));

        Directory.Delete(Target, recursive: true);
        await RestoreAsync(tree, r => r with { Sparse = false });
        Assert.True(sparse < 400 && Blocks("holes") + Blocks("one") > 4_000, $"{sparse} blocks with holes, {Blocks("holes") + Blocks("one")} without");
    }

    [Fact]
    public async Task Tells_what_it_would_do_and_does_nothing()
    {
        var tree = await StoreAsync(async trees => [await trees.FileAsync("a", "x"), await trees.FolderAsync("b", await trees.FileAsync("c", "x")), await trees.FileAsync("..", "x")]);
        Write("a", "y");
        Write("z", "z");

        var steps = await RestoreRun.PreviewAsync(Repository, new RestoreRequest(tree, Target) { Delete = true }, default).ToListAsync();

        Assert.Equal(
            ["Update /a", "Create /b", "Create /b/c", "Refuse /..", "Delete /z"], steps.Select(s => $"{s.Deed} {s.Path}"));
        Assert.Equal(["a", "z"], Names());
        Assert.Equal("y", Read("a"));
    }

    [Fact]
    public async Task Restores_the_rest_where_a_pack_is_gone()
    {
        var (lost, kept) = (SomeRepository.Content(1, 70_000), SomeRepository.Content(2, 70_000));
        var tree = await StoreAsync(async trees => [await trees.FileAsync("lost", lost), await trees.FileAsync("half", kept, lost), await trees.FileAsync("kept", kept)]);
        var pack = Repository.Index.Locate(BlobHandle.Data(new(Ids.Sha256Value.Of(lost))))[0].Pack;
        await Backend.RemoveAsync(FileHandle.Of(pack), default);

        var result = await RestoreAsync(tree);

        Assert.Equal(["half", "kept"], Names());
        Assert.Equal([.. kept, .. new byte[70_000]], File.ReadAllBytes(Path.Join(Target, "half")));
        Assert.Equal(["/half", "/lost"], result.Failures.Select(f => f.Path.ToString()));
    }

    [Fact]
    public async Task Keeps_the_file_that_is_there_where_its_successor_is_damaged()
    {
        var lost = SomeRepository.Content(1, 70_000);
        var tree = await StoreAsync(async trees => [await trees.FileAsync("a", SomeRepository.Content(2, 70_000), lost)]);
        await Backend.RemoveAsync(FileHandle.Of(Repository.Index.Locate(BlobHandle.Data(new(Ids.Sha256Value.Of(lost))))[0].Pack), default);
        Write("a", "old");

        var result = await RestoreAsync(tree);

        Assert.Single(result.Failures);
        Assert.Equal("old", Read("a"));
        Assert.Equal(["a"], Names());
    }

    [Fact]
    public async Task Restores_more_files_and_folders_than_may_be_open()
    {
        var tree = await StoreAsync(async trees =>
        {
            var shared = SomeRepository.Content(1, 3_000);
            var folders = new List<Node>();
            for (var i = 0; i < 600; i++) folders.Add(await trees.FolderAsync($"f{i:000}", await trees.FileAsync("x", shared, SomeRepository.Content(i, 1_000))));
            return [.. folders];
        });

        Assert.True((await RestoreAsync(tree)).IsComplete);

        for (var i = 0; i < 600; i += 37)
            Assert.Equal([.. SomeRepository.Content(1, 3_000), .. SomeRepository.Content(i, 1_000)], File.ReadAllBytes(Path.Join(Target, $"f{i:000}/x")));
        Assert.True(Directory.GetFiles("/proc/self/fd").Length < 500);
    }

    private long Blocks(string name)
    {
        using var process = System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo("stat", ["-c", "%b", Path.Join(Target, name)]) { RedirectStandardOutput = true })!;
        return long.Parse(process.StandardOutput.ReadToEnd(), System.Globalization.CultureInfo.InvariantCulture);
    }
}
