using ActorBackup.Core.Stores;
using ActorBackup.Stores.Copies;

namespace ActorBackup.Stores.Tests.Copies;

public sealed class FullDiskTests
{
    private static readonly string Content = new('x', 3000);

    [Theory]
    [InlineData("nr_blocks={0}")]
    [InlineData("nr_blocks=64,nr_inodes={0}")]
    public async Task Ends_every_commit_whole_or_not_at_all_wherever_the_room_ends(string limit)
    {
        // Each step of a commit needs a page or an inode: with one more each time, the disk is full at every step once.
        var outcomes = new HashSet<bool>();
        for (var room = 6; room < 20; room++)
        {
            using var disk = SmallDisk.TryMount("size=1m");
            if (disk is null) return;
            await using var store = Store(disk);
            var source = Sample.Source("/srv/map.json");
            await store.OpenAsync(source, null, PlaceUse.Run, default);
            await store.PutAsync(source, Sample.Id(1), Content);
            if (!TryShrink(disk, limit, room)) continue;

            var failure = await Record.ExceptionAsync(() => store.PutAsync(source, Sample.Id(2), Content));

            outcomes.Add(failure is null);
            if (failure is not null) Assert.Equal(StoreFailure.Full, Assert.IsType<StoreException>(failure).Kind);
            var found = await store.AllAsync(source);
            Assert.Equal(failure is null ? 2 : 1, found.Count);
            Assert.All(found, f => Assert.True(f.Complete));
            Assert.Empty(Directory.EnumerateFiles(Path.Join(disk.Path, ".actorbackup"), "*.part", SearchOption.AllDirectories));
        }
        Assert.Equal(2, outcomes.Count);
    }

    [Fact]
    public async Task Makes_room_by_forgetting_on_a_full_disk()
    {
        using var disk = SmallDisk.TryMount("size=256k");
        if (disk is null) return;
        await using var store = Store(disk);
        var source = Sample.Source("/srv/map.json");
        await store.OpenAsync(source, null, PlaceUse.Run, default);
        var copy = await store.PutAsync(source, Sample.Id(1), Content);
        await store.TrashAsync(source, Sample.Id(2), await store.PutAsync(source, Sample.Id(2), Content), default);
        Fill(disk);

        await Assert.ThrowsAsync<StoreException>(() => store.PutAsync(source, Sample.Id(3), Content));
        await store.EmptyTrashAsync(source, [Sample.Id(2)], default);
        await store.TrashAsync(source, Sample.Id(1), copy, default);
        await store.EmptyTrashAsync(source, [Sample.Id(1)], default);

        Assert.Empty(await store.AllAsync(source));
        await store.PutAsync(source, Sample.Id(3), "[1]");
    }

    [Fact]
    public async Task Is_away_while_unmounted_and_here_again_when_back()
    {
        using var disk = SmallDisk.TryMount("size=1m");
        if (disk is null) return;
        await using var store = Store(disk);
        var source = Sample.Source("/srv/map.json");
        var here = Assert.IsType<PlaceOpening.Here>(await store.OpenAsync(source, null, PlaceUse.Run, default));

        disk.Unmount();
        Assert.IsType<PlaceOpening.Away>(await store.OpenAsync(source, here.Identity, PlaceUse.Run, default));
        var failure = await Assert.ThrowsAsync<StoreException>(() => store.PutAsync(source, Sample.Id(), Content));
        Assert.Empty(Directory.EnumerateFileSystemEntries(disk.Path));

        // Another disk at the same mount point is not the store either.
        Assert.True(disk.Mount("size=1m"));
        await using (var other = Store(disk)) await other.OpenAsync(source, null, PlaceUse.Run, default);
        Assert.IsType<PlaceOpening.Away>(await store.OpenAsync(source, here.Identity, PlaceUse.Run, default));
        Assert.Equal(StoreFailure.Away, failure.Kind);
    }

    [Fact]
    public async Task Says_that_the_place_became_read_only()
    {
        using var disk = SmallDisk.TryMount("size=1m");
        if (disk is null) return;
        await using var store = Store(disk);
        var source = Sample.Source("/srv/map.json");
        await store.OpenAsync(source, null, PlaceUse.Run, default);
        await store.CloseAsync(source);
        var copy = await store.PutAsync(source, Sample.Id(1), Content);
        disk.Remount("ro");

        var failure = await Assert.ThrowsAsync<StoreException>(() => store.PutAsync(source, Sample.Id(2), Content));

        Assert.Contains("mount the filesystem writable", failure.Message, StringComparison.Ordinal);
        Assert.Equal(Content, await store.ContentAsync(source, Sample.Id(1), copy));
    }

    private static CopyStore Store(SmallDisk disk) => new(Sample.Settings(disk.Path), TimeProvider.System, TimeZoneInfo.Utc);

    private static bool TryShrink(SmallDisk disk, string limit, int room)
    {
        try
        {
            disk.Remount(string.Format(System.Globalization.CultureInfo.InvariantCulture, limit, room));
            return true;
        }
        catch (Xunit.Sdk.TrueException) { return false; }
    }

    private static void Fill(SmallDisk disk)
    {
        using var file = new FileStream(Path.Join(disk.Path, "filler"), FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        try
        {
            while (true) file.Write(new byte[512]);
        }
        catch (IOException) { /* full */ }
    }
}
