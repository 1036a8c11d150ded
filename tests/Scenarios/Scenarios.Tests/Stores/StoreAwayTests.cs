namespace Scenarios.Stores;

/// <summary>The disk with the store is unmounted and comes back.</summary>
public sealed class StoreAwayTests
{
    private const string Source = "map";

    [Fact]
    public async Task An_unmounted_store_loses_nothing_and_gets_what_it_missed()
    {
        await using var sandbox = new Sandbox().Configure([(Source, "map.json")]);
        var disk = Directory.CreateDirectory(Path.Combine(sandbox.Root, "disk")).FullName;
        Directory.CreateDirectory(sandbox.Store);
        await using var mounts = await MountSpace.CreateAsync(sandbox.Root);
        await mounts.MountAsync(disk, sandbox.Store);
        var saves = new Saves(sandbox.File("map.json"));
        var first = saves.Save();
        await using var node = await NodeProcess.Start(sandbox, inside: mounts.Enter).ReadyAsync();
        await node.SnapshotAsync(Source, snapshot => snapshot.Digest == first, "the first");

        await mounts.UnmountAsync(sandbox.Store);
        saves.Save();
        await Eventually.TrueAsync(async () => (await node.Client.GetStatusAsync(Source, CancellationToken.None)).Sources[0].Stores[0].State == "away", "the store is away", () => node.Said);
        var last = saves.Save();
        var refused = await sandbox.RunAsync("backup", Source);

        Assert.Equal(11, refused.Code);
        Assert.Equal(first, (await node.SnapshotsAsync(Source)).Single().Digest);
        Assert.Empty(Directory.EnumerateFileSystemEntries(mounts.View(sandbox.Store)));

        await mounts.MountAsync(disk, sandbox.Store);

        await node.SnapshotAsync(Source, snapshot => snapshot.Digest == last, "what was missed");
        Assert.Equal([first, last], (await node.SnapshotsAsync(Source)).Select(snapshot => snapshot.Digest));
    }

    [Fact]
    public async Task A_node_that_starts_without_its_store_writes_nothing_into_the_empty_place()
    {
        await using var sandbox = new Sandbox().Configure([(Source, "map.json")]);
        var disk = Directory.CreateDirectory(Path.Combine(sandbox.Root, "disk")).FullName;
        Directory.CreateDirectory(sandbox.Store);
        await using var mounts = await MountSpace.CreateAsync(sandbox.Root);
        await mounts.MountAsync(disk, sandbox.Store);
        var saves = new Saves(sandbox.File("map.json"));
        var first = saves.Save();
        await using (var node = await NodeProcess.Start(sandbox, inside: mounts.Enter).ReadyAsync())
        {
            await node.SnapshotAsync(Source, snapshot => snapshot.Digest == first, "the first");
            Assert.Equal(0, await node.StopAsync());
        }
        await mounts.UnmountAsync(sandbox.Store);

        await using var again = await NodeProcess.Start(sandbox, inside: mounts.Enter).ReadyAsync();
        var last = saves.Save();
        await Eventually.TrueAsync(async () => (await again.Client.GetStatusAsync(Source, CancellationToken.None)).Sources[0].Stores[0].State == "away", "the store is away", () => again.Said);
        Assert.Equal(first, (await again.SnapshotsAsync(Source)).Single().Digest);
        Assert.Empty(Directory.EnumerateFileSystemEntries(mounts.View(sandbox.Store)));

        await mounts.MountAsync(disk, sandbox.Store);
        await again.SnapshotAsync(Source, snapshot => snapshot.Digest == last, "what was missed");
    }
}
