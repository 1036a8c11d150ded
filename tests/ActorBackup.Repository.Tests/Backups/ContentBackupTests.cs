using ActorBackup.Repository.Backups;
using ActorBackup.Repository.Chunking;
using ActorBackup.Repository.Trees;
using ActorBackup.Testing;

namespace ActorBackup.Repository.Tests.Backups;

public sealed class ContentBackupTests
{
    private static readonly DateTimeOffset At = new(2026, 11, 20, 10, 0, 0, TimeSpan.Zero);

    private readonly MemoryBlobs _blobs = new();

    [Theory]
    [InlineData(0), InlineData(1), InlineData(4096), InlineData((512 << 10) - 1), InlineData(512 << 10), InlineData((512 << 10) + 1), InlineData(20 << 20)]
    public async Task Cuts_pieces_of_any_size_where_a_file_is_cut(int length)
    {
        var content = SplitMix.Bytes(7, length);
        var whole = Cuts(content);

        foreach (var size in new[] { 1 << 12, 77_777, 3 << 20, Math.Max(length, 1) })
        {
            await using var backup = Begin();
            for (var at = 0; at < length; at += size) await backup.WriteAsync(content.AsMemory(at, Math.Min(size, length - at)), default);
            var node = Assert.Single((await backup.FinishAsync(new ContentFile("/actorbackup/push/state", At), default)).Targets).Node;

            Assert.Equal((ulong)length, node.Size);
            Assert.Equal(whole, node.Content.Select(id => _blobs.All[Repository.Blobs.BlobHandle.Data(id)].Length));
            Assert.True(content.AsSpan().SequenceEqual(_blobs.Content(node)));
        }
    }

    [Fact]
    public async Task Cuts_zeros_into_the_smallest_chunks()
    {
        await using var backup = Begin();
        await backup.WriteAsync(new byte[(5 << 20) + 3], default);

        var node = Assert.Single((await backup.FinishAsync(new ContentFile("/a/zeros", At), default)).Targets).Node;

        Assert.Equal(11, node.Content.Length);
        Assert.Equal(2, node.Content.Distinct().Count());
    }

    [Fact]
    public async Task Makes_the_folders_down_to_the_file()
    {
        await using var backup = Begin();
        await backup.WriteAsync("state"u8.ToArray(), default);

        var result = await backup.FinishAsync(new ContentFile("/actorbackup/push/state.json", At) { Mode = 0x180, Uid = 7, User = "seven" }, default);

        var file = Assert.Single(_blobs.TreeAt(result.Root, "/actorbackup/push").Nodes);
        Assert.Equal(("state.json", 0x180u, 7u, "seven", 5UL), (file.Name.ToString(), file.Mode, file.Uid, file.User, file.Size));
        Assert.True(file.ModifiedAt.SameInstant(NodeTime.From(At)));
        var folder = Assert.Single(_blobs.TreeAt(result.Root, "/actorbackup").Nodes);
        Assert.Equal((NodeType.Folder, 0x800001EDu), (folder.Type, folder.Mode));
    }

    [Fact]
    public async Task The_same_content_makes_the_same_tree()
    {
        var roots = new List<Repository.Ids.TreeId>();
        for (var i = 0; i < 2; i++)
        {
            await using var backup = Begin();
            await backup.WriteAsync("same"u8.ToArray(), default);
            roots.Add((await backup.FinishAsync(new ContentFile("/actorbackup/push/state", At), default)).Root);
        }

        Assert.Equal(roots[0], roots[1]);
    }

    [Fact]
    public async Task Starts_again_after_a_reset()
    {
        await using var backup = Begin();
        await backup.WriteAsync(SplitMix.Bytes(1, 9 << 20), default);
        backup.Reset();
        await backup.WriteAsync("second try"u8.ToArray(), default);

        var result = await backup.FinishAsync(new ContentFile("/a/b", At), default);

        Assert.Equal("second try"u8.ToArray(), _blobs.Content(result.Targets[0].Node));
        Assert.Equal(10, result.State.Bytes);
    }

    [Fact]
    public async Task Takes_the_folders_on_disk_where_they_are_asked_for()
    {
        using var scratch = new ScratchFolder();
        Disk.Mode(scratch.Path, 0x1C9);
        await using var backup = Begin();

        var result = await backup.FinishAsync(new ContentFile(scratch["gone"] + "/file", At) { RealFolders = true }, default);

        var parent = _blobs.TreeAt(result.Root, Path.GetDirectoryName(scratch.Path)!).Nodes[0];
        Assert.Equal(0x800001C9u, parent.Mode);
        Assert.NotEqual(0UL, parent.Inode);
        Assert.Equal(0UL, _blobs.TreeAt(result.Root, scratch.Path).Nodes[0].Inode);
    }

    [Fact]
    public async Task Fails_as_the_repository_does()
    {
        _blobs.OnData = _ => throw new RepositoryException(RepositoryFailure.Full, "no space");
        await using var backup = Begin();

        await Assert.ThrowsAsync<RepositoryException>(async () =>
        {
            for (var i = 0; i < 30; i++) await backup.WriteAsync(SplitMix.Bytes((ulong)i, 1 << 20), default);
            await backup.FinishAsync(new ContentFile("/a/b", At), default);
        });
    }

    private static List<int> Cuts(byte[] content)
    {
        var (cuts, chunker) = (new List<int>(), new Chunker(MemoryBlobs.Polynomial));
        for (var at = 0; at < content.Length; at += cuts[^1])
            cuts.Add(chunker.FindCut(content.AsSpan(at)) is > 0 and var cut ? cut : content.Length - at);
        return cuts;
    }

    private ContentBackup Begin() => new(_blobs, new Chunker(MemoryBlobs.Polynomial), TimeProvider.System);
}
