using ActorBackup.Linux;
using ActorBackup.Repository.Restoring;
using ActorBackup.Repository.Trees;

namespace ActorBackup.Repository.Tests.Restoring;

/// <summary>Snapshots made to harm: nothing of them ever comes to lie outside the target.</summary>
public sealed class HostileTreeTests : RestoreFixture
{
    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData("a/b")]
    [InlineData("/abs")]
    [InlineData("../../evil")]
    [InlineData("../evil")]
    [InlineData("nul\0byte")]
    public async Task Writes_no_entry_whose_name_leads_elsewhere(string name)
    {
        var tree = await StoreAsync(async trees => [
            await trees.FileAsync(name, "evil"), await trees.FolderAsync(name, await trees.FileAsync("evil", "evil")),
            SomeTrees.Link(name, "/"), await trees.FileAsync("good", "good")]);

        var result = await RestoreAsync(tree);

        Assert.Equal(["good"], Names());
        Assert.Equal(["target"], Directory.EnumerateFileSystemEntries(Scratch.Path).Select(Path.GetFileName));
        Assert.Equal(3, result.FailureCount);
    }

    [Fact]
    public async Task Does_not_write_through_a_link_of_the_snapshot_itself()
    {
        Directory.CreateDirectory(Scratch["outside"]);
        var tree = await StoreAsync(async trees => [SomeTrees.Link("way", "../outside"), await trees.FolderAsync("way", await trees.FileAsync("evil", "evil"))]);

        var result = await RestoreAsync(tree);

        Assert.Empty(Directory.EnumerateFileSystemEntries(Scratch["outside"]));
        Assert.True(Stat("way").IsLink);
        Assert.Equal("/way", Assert.Single(result.Failures).Path.ToString());
    }

    [Fact]
    public async Task Does_not_write_through_links_that_are_in_the_target()
    {
        Directory.CreateDirectory(Scratch["outside"]);
        Scratch.Write("outside/file", "theirs");
        Directory.CreateDirectory(Target);
        File.CreateSymbolicLink(Path.Join(Target, "folder"), Scratch["outside"]);
        File.CreateSymbolicLink(Path.Join(Target, "file"), Scratch["outside/file"]);
        var tree = await StoreAsync(async trees => [await trees.FileAsync("file", "ours"), await trees.FolderAsync("folder", await trees.FileAsync("file", "ours"))]);

        var result = await RestoreAsync(tree, r => r with { Delete = true });

        Assert.Empty(result.Failures);
        Assert.Equal("theirs", File.ReadAllText(Scratch["outside/file"]));
        Assert.Equal(("ours", "ours"), (Read("file"), Read("folder/file")));
        Assert.True(Stat("folder").IsFolder);
    }

    [Fact]
    public async Task Removes_links_and_not_what_they_lead_to()
    {
        Scratch.Write("outside/file", "theirs");
        Directory.CreateDirectory(Path.Join(Target, "old"));
        File.CreateSymbolicLink(Path.Join(Target, "old/folder"), Scratch["outside"]);
        File.CreateSymbolicLink(Path.Join(Target, "file"), Scratch["outside/file"]);
        var tree = await StoreAsync(async trees => [await trees.FileAsync("new", "new")]);

        var result = await RestoreAsync(tree, r => r with { Delete = true });

        Assert.True(result.IsComplete);
        Assert.Equal(["new"], Names());
        Assert.Equal("theirs", File.ReadAllText(Scratch["outside/file"]));
    }

    [Fact]
    public async Task Does_not_change_a_file_outside_that_has_a_name_in_the_target()
    {
        var outside = Scratch.Write("outside", "theirs");
        Directory.CreateDirectory(Target);
        using (var top = Folder.Open(Scratch.Path))
        using (var into = Folder.Open(Target)) top.TryLink("outside", into, "file");
        var tree = await StoreAsync(async trees => [await trees.FileAsync("file", "ours")]);

        await RestoreAsync(tree);

        Assert.Equal(("theirs", "ours"), (File.ReadAllText(outside), Read("file")));
    }

    [Fact]
    public async Task Takes_two_contents_of_one_inode_for_two_files()
    {
        var tree = await StoreAsync(async trees => [
            await trees.FileAsync("a", "one") with { Links = 2, Inode = 7 }, await trees.FileAsync("b", "two") with { Links = 2, Inode = 7 },
            await trees.FileAsync("c", "one") with { Links = 2, Inode = 7 }]);

        Assert.True((await RestoreAsync(tree)).IsComplete);

        Assert.Equal(("one", "two", "one"), (Read("a"), Read("b"), Read("c")));
        Assert.True(Stat("a").IsSameFileAs(Stat("c")));
        Assert.False(Stat("a").IsSameFileAs(Stat("b")));
    }

    [Fact]
    public async Task Goes_no_deeper_than_any_path_can()
    {
        var tree = await StoreAsync(async trees =>
        {
            var node = await trees.FileAsync("deepest", "x");
            for (var i = 0; i < RestorePlan.DeepestFolder + 5; i++) node = await trees.FolderAsync("d", node);
            return [node];
        });

        var result = await RestoreAsync(tree);

        Assert.Single(result.Failures);
        await RestoreAsync(await StoreAsync(async trees => [await trees.FileAsync("x", "x")]));
        System.Diagnostics.Process.Start("rm", ["-rf", Target]).WaitForExit();   // .NET cannot: the paths are too long for it
    }

    [Fact]
    public async Task Leaves_out_attributes_whose_names_are_none()
    {
        var tree = await StoreAsync(async trees => [await trees.FileAsync("a", "x") with
        {
            ExtendedAttributes = [new ExtendedAttribute(new RawName("user.a\0b"), default), new ExtendedAttribute(new RawName("user.good"), "v"u8.ToArray())],
        }]);

        var result = await RestoreAsync(tree);

        Assert.Equal("/a", Assert.Single(result.Failures).Path.ToString());
        Assert.Contains("user.good=76", TargetManifest.Of(Target)["61"], StringComparison.Ordinal);
    }
}
