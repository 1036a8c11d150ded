using System.Text;
using ActorBackup.Repository.Backends;
using ActorBackup.Repository.Blobs;
using ActorBackup.Repository.Ids;
using ActorBackup.Repository.Reading;
using ActorBackup.Repository.Tests.Restoring;
using ActorBackup.Repository.Trees;

namespace ActorBackup.Repository.Tests.Reading;

public sealed class ReadingTests : RestoreFixture
{
    [Fact]
    public async Task Lists_entries_depth_first_with_their_paths()
    {
        var tree = new SnapshotTree(Repository, await SampleAsync());

        var all = await tree.EntriesAsync(SnapshotPath.Root, PathFilter.All, recursive: true, default).Select(e => e.Path.ToString()).ToListAsync();

        Assert.Equal(["/a", "/a/b", "/a/b/deep.json", "/a/x.json", "/a/y.txt", "/z"], all);
    }

    [Fact]
    public async Task Lists_one_folder_alone_a_file_alone_and_what_a_pattern_picks()
    {
        var tree = new SnapshotTree(Repository, await SampleAsync());

        Assert.Equal(["/a/b", "/a/x.json", "/a/y.txt"], await Names(tree.EntriesAsync(SnapshotPath.Parse("a"), PathFilter.All, recursive: false, default)));
        Assert.Equal(["/a/y.txt"], await Names(tree.EntriesAsync(SnapshotPath.Parse("/a/y.txt"), PathFilter.All, recursive: true, default)));
        Assert.Equal(["/a/b/deep.json", "/a/x.json"], await Names(tree.EntriesAsync(SnapshotPath.Parse("a"), PathFilter.Of(["*.json"]), recursive: true, default)));
    }

    [Fact]
    public async Task Finds_by_path_and_says_what_is_not_there()
    {
        var tree = new SnapshotTree(Repository, await SampleAsync());

        Assert.Equal("deep.json", (await tree.FindAsync(SnapshotPath.Parse("/a/b/deep.json"), default))!.Name.ToString());
        Assert.Null(await tree.FindAsync(SnapshotPath.Parse("/a/x.json/deeper"), default));
        Assert.Null(await tree.FindAsync(SnapshotPath.Parse("/nowhere"), default));
        var failure = await Assert.ThrowsAsync<RepositoryException>(async () => await Names(tree.EntriesAsync(SnapshotPath.Parse("/no/where"), PathFilter.All, recursive: true, default)));
        Assert.Equal(RepositoryFailure.Missing, failure.Failure);
        Assert.Contains("/no/where", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Gives_out_the_content_of_a_file_in_order()
    {
        byte[][] chunks = [.. Enumerable.Range(0, 9).Select(i => SomeRepository.Content(i, 20_000))];
        var tree = new SnapshotTree(Repository, await StoreAsync(async trees => [await trees.FileAsync("f", chunks)]));
        using var content = new MemoryStream();

        await FileContent.CopyToAsync(Repository, (await tree.FindAsync(SnapshotPath.Parse("f"), default))!, content, default);

        Assert.Equal(chunks.SelectMany(c => c), content.ToArray());
    }

    [Fact]
    public async Task Gives_out_nothing_that_is_not_proven()
    {
        byte[][] chunks = [SomeRepository.Content(1, 70_000), SomeRepository.Content(2, 70_000)];
        var tree = new SnapshotTree(Repository, await StoreAsync(async trees => [await trees.FileAsync("f", chunks)]));
        var pack = FileHandle.Of(Repository.Index.Locate(BlobHandle.Data(new BlobId(Sha256Value.Of(chunks[1]))))[0].Pack);
        var bytes = (await Backend.LoadAsync(pack, null, default)).ToArray();
        bytes[100] ^= 1;
        Backend.Overwrite(pack, bytes);
        using var content = new MemoryStream();

        var failure = await Assert.ThrowsAsync<RepositoryException>(async () =>
            await FileContent.CopyToAsync(Repository, (await tree.FindAsync(SnapshotPath.Parse("f"), default))!, content, default));

        Assert.Equal(RepositoryFailure.Damaged, failure.Failure);
        Assert.Equal(chunks[0], content.ToArray());
    }

    [Fact]
    public async Task Tells_added_removed_and_changed_entries_apart()
    {
        var before = await StoreAsync(async trees => [
            await trees.FolderAsync("same", await trees.FileAsync("s", "s")), await trees.FileAsync("changed", "1"), await trees.FileAsync("chmod", "x"),
            await trees.FolderAsync("gone", await trees.FileAsync("in", "x")), await trees.FileAsync("type", "x"), await trees.FolderAsync("touched", await trees.FileAsync("n", "n"))]);
        var after = await StoreAsync(async trees => [
            await trees.FolderAsync("same", await trees.FileAsync("s", "s")), await trees.FileAsync("changed", "2"), await trees.FileAsync("chmod", "x") with { Mode = 0x1C0 },
            await trees.FolderAsync("new", await trees.FileAsync("in", "x")), await trees.FolderAsync("type", await trees.FileAsync("in", "x")),
            await trees.FolderAsync("touched", await trees.FileAsync("n", "n")) with { Uid = 5 }]);

        var changes = await TreeDiff.CompareAsync(Repository, before, after, default).Select(c => $"{c.Kind} {c.Path}").ToListAsync();

        Assert.Equal(
            ["Content /changed", "Metadata /chmod", "Removed /gone", "Removed /gone/in", "Added /new", "Added /new/in", "Metadata /touched", "Type /type", "Added /type/in"], changes);
    }

    [Fact]
    public async Task Reads_no_tree_that_is_equal_on_both_sides()
    {
        var (before, after) = (await StoreAsync(async trees => [await trees.FolderAsync("same", await trees.FileAsync("s", "s")), await trees.FileAsync("a", "1")]),
            await StoreAsync(async trees => [await trees.FolderAsync("same", await trees.FileAsync("s", "s")), await trees.FileAsync("a", "2")]));
        var calls = Backend.Calls;

        Assert.Single(await TreeDiff.CompareAsync(Repository, before, after, default).ToListAsync());
        Assert.Equal(2, Backend.Calls - calls);
        Assert.Empty(await TreeDiff.CompareAsync(Repository, before, before, default).ToListAsync());
    }

    [Fact]
    public async Task Tells_the_history_of_a_file()
    {
        TreeId[] trees = [
            await StoreAsync(async t => [await t.FileAsync("other", "x")]), await StoreAsync(async t => [await t.FileAsync("f", "1")]), await StoreAsync(async t => [await t.FileAsync("f", "1"), await t.FileAsync("other", "x")]),
            await StoreAsync(async t => [await t.FileAsync("f", "2")]), await StoreAsync(async t => [await t.FileAsync("other", "x")])];

        var versions = await PathHistory.OfAsync(Repository, Snapshots(trees), SnapshotPath.Parse("/f"), default).ToListAsync();

        Assert.Equal([null, ChangeKind.Added, null, ChangeKind.Content, ChangeKind.Removed], versions.Select(v => v.Change));
        Assert.Equal([0, 1, 0, 1, 1], versions.Select(v => v.ChangedFiles));
    }

    [Fact]
    public async Task Tells_how_many_files_of_a_folder_changed()
    {
        async Task<TreeId> Folder(params string[] contents) => await StoreAsync(async t =>
        {
            var files = new List<Node>();
            for (var i = 0; i < contents.Length; i++) files.Add(await t.FileAsync($"f{i}", contents[i]));
            return [await t.FolderAsync("d", [.. files, await t.FolderAsync("sub", await t.FileAsync("s", "s"))])];
        });
        TreeId[] trees = [await Folder("1", "2", "3"), await Folder("1", "x", "y"), await Folder("1", "x", "y"), await Folder("1")];

        var versions = await PathHistory.OfAsync(Repository, Snapshots(trees), SnapshotPath.Parse("/d"), default).ToListAsync();

        Assert.Equal([(4, 4), (2, 4), (0, 4), (2, 2)], versions.Select(v => ((int)v.ChangedFiles, (int)v.Files)));
        Assert.Equal([ChangeKind.Added, ChangeKind.Content, null, ChangeKind.Content], versions.Select(v => v.Change));
        Assert.Equal(versions.Select(v => v.Files), (await PathHistory.OfAsync(Repository, Snapshots(trees), SnapshotPath.Root, default).ToListAsync()).Select(v => v.Files));
    }

    [Theory]
    [InlineData("/a/b", "/a/b")]
    [InlineData("a//b/./c/", "/a/b/c")]
    [InlineData("/", "/")]
    [InlineData("", "/")]
    public void Reads_paths_as_users_write_them(string text, string path) => Assert.Equal(path, SnapshotPath.Parse(text).ToString());

    [Fact]
    public void Refuses_to_climb() => Assert.Throws<FormatException>(() => SnapshotPath.Parse("/a/../b"));

    [Fact]
    public void Orders_paths_as_a_walk_meets_them()
    {
        string[] walk = ["/", "/a", "/a/b", "/a/b/c", "/a-b", "/b"];

        Assert.Equal(walk, walk.Reverse().Select(SnapshotPath.Parse).Order().Select(p => p.ToString()));
        Assert.Equal(SnapshotPath.Parse("a/b"), SnapshotPath.Root.Then(new RawName("a")).Then(new RawName("b")));
    }

    private Task<TreeId> SampleAsync() => StoreAsync(async trees => [
        await trees.FolderAsync("a", await trees.FolderAsync("b", await trees.FileAsync("deep.json", "d")), await trees.FileAsync("x.json", "x"), await trees.FileAsync("y.txt", "y")),
        await trees.FileAsync("z", Encoding.UTF8.GetString("z"u8))]);

    private static async Task<string[]> Names(IAsyncEnumerable<SnapshotEntry> entries) => [.. await entries.Select(e => e.Path.ToString()).ToListAsync()];

    private static IEnumerable<StoredSnapshot> Snapshots(TreeId[] trees) => trees.Select(t => new StoredSnapshot(default, SomeRepository.Document(t)));
}
