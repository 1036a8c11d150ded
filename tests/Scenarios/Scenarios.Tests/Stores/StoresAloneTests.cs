namespace Scenarios.Stores;

/// <summary>The node's data folder is gone; the stores tell everything.</summary>
public sealed class StoresAloneTests
{
    [Fact]
    public async Task Everything_is_listed_and_restorable_from_the_store_alone()
    {
        await using var sandbox = new Sandbox().Configure([("map", "map.json")]);
        var saves = new Saves(sandbox.File("map.json"));
        var digests = new List<string>();
        await using (var node = await NodeProcess.Start(sandbox).ReadyAsync())
        {
            for (var i = 0; i < 3; i++)
            {
                var digest = saves.Save();
                await node.SnapshotAsync("map", snapshot => snapshot.Digest == digest, $"save {i}");
                digests.Add(digest);
            }
            Assert.Equal(0, await node.StopAsync());
        }
        Directory.Delete(sandbox.Data, recursive: true);
        File.Delete(sandbox.File("map.json"));

        var listed = await sandbox.RunAsync("snapshots", "map", "--json");
        var restored = await sandbox.RunAsync("restore", "map", "--to", sandbox.File("back.json"), "--yes");

        Assert.Equal(0, listed.Code);
        Assert.All(digests, digest => Assert.Contains(digest, listed.Output, StringComparison.Ordinal));
        Assert.True(restored.Code == 0, restored.ToString());
        Assert.Equal(digests[^1], Invariants.Sha256(sandbox.File("back.json")));
    }
}
