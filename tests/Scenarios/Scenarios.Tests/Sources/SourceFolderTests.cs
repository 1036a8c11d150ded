namespace Scenarios.Sources;

/// <summary>Programs replace, move and map their files; the node goes on seeing them.</summary>
public sealed class SourceFolderTests
{
    private const string Source = "map";

    [Fact]
    public async Task A_folder_that_vanishes_and_returns_is_watched_again()
    {
        await using var sandbox = new Sandbox().Configure([(Source, "deep/er/map.json")]);
        var saves = new Saves(sandbox.File("deep/er/map.json"));
        saves.Save();
        await using var node = await NodeProcess.Start(sandbox).ReadyAsync();
        var first = await node.SnapshotAsync(Source, _ => true, "the first");

        Directory.Delete(sandbox.File("deep"), recursive: true);
        await Eventually.TrueAsync(async () => (await node.Client.GetStatusAsync(Source, CancellationToken.None)).Sources[0].State is not "capturing", "the deletion is over");
        Assert.Equal(first.Id, (await node.SnapshotsAsync(Source)).Single().Id);
        var digest = saves.Save();

        await node.SnapshotAsync(Source, snapshot => snapshot.Digest == digest, "after the return");
        var again = saves.Save();
        await node.SnapshotAsync(Source, snapshot => snapshot.Digest == again, "and the next");
    }

    [Fact]
    public async Task A_file_replaced_by_rename_is_seen_every_time()
    {
        await using var sandbox = new Sandbox().Configure([(Source, "map.json")]);
        var saves = new Saves(sandbox.File("map.json"));
        saves.Save();
        await using var node = await NodeProcess.Start(sandbox).ReadyAsync();

        for (var i = 0; i < 5; i++)
        {
            var digest = saves.Replace();
            await node.SnapshotAsync(Source, snapshot => snapshot.Digest == digest, $"replacement {i}");
        }
    }

    [Fact]
    public async Task A_write_through_another_name_is_seen_by_poll()
    {
        await using var sandbox = new Sandbox().Configure([(Source, "map.json")], "change { poll = 500ms }");
        var saves = new Saves(sandbox.File("map.json"));
        saves.Save();
        var elsewhere = Directory.CreateDirectory(Path.Combine(sandbox.Root, "elsewhere")).FullName + "/other.json";
        HardLink.Make(sandbox.File("map.json"), elsewhere);
        await using var node = await NodeProcess.Start(sandbox).ReadyAsync();

        var digest = new Saves(elsewhere).Save(60);

        await node.SnapshotAsync(Source, snapshot => snapshot.Digest == digest, "the write through the other name");
    }

    [Fact]
    public async Task A_write_through_a_mapping_is_seen_by_poll()
    {
        await using var sandbox = new Sandbox().Configure([(Source, "map.json")], "change { poll = 500ms }");
        var saves = new Saves(sandbox.File("map.json"));
        saves.Save();
        await using var node = await NodeProcess.Start(sandbox).ReadyAsync();
        await node.SnapshotAsync(Source, _ => true, "the first");

        using (var mapped = System.IO.MemoryMappedFiles.MemoryMappedFile.CreateFromFile(sandbox.File("map.json"), FileMode.Open))
        using (var view = mapped.CreateViewAccessor())
        {
            view.Write(new FileInfo(sandbox.File("map.json")).Length - 1, (byte)' ');
            view.Flush();
        }

        var digest = Invariants.Sha256(sandbox.File("map.json"));
        await node.SnapshotAsync(Source, snapshot => snapshot.Digest == digest, "the write through the mapping");
    }

    [Fact]
    public async Task What_changed_while_no_node_ran_is_captured_at_start()
    {
        await using var sandbox = new Sandbox().Configure([(Source, "map.json")]);
        var saves = new Saves(sandbox.File("map.json"));
        saves.Save();
        await using (var node = await NodeProcess.Start(sandbox).ReadyAsync())
        {
            await node.SnapshotAsync(Source, _ => true, "the first");
            Assert.Equal(0, await node.StopAsync());
        }

        var digest = saves.Save();

        await using var later = await NodeProcess.Start(sandbox).ReadyAsync();
        await later.SnapshotAsync(Source, snapshot => snapshot.Digest == digest, "of the time without a node");
    }

    [Fact]
    public async Task A_clean_stop_captures_what_is_still_settling()
    {
        await using var sandbox = new Sandbox().Configure([(Source, "map.json")], "change { quiet = 5s, max-wait = 30s }");
        var saves = new Saves(sandbox.File("map.json"));
        saves.Save();
        await using var node = await NodeProcess.Start(sandbox).ReadyAsync();
        await node.SnapshotAsync(Source, _ => true, "the first");

        // Left open, so that no close shortens the quiet period.
        string digest;
        await using (var open = new FileStream(sandbox.File("map.json"), FileMode.Append, FileAccess.Write, FileShare.ReadWrite))
        {
            open.Write("\n \n"u8);
            open.Flush();
            digest = Invariants.Sha256(sandbox.File("map.json"));
            Assert.Equal(0, await node.StopAsync());
        }

        var listed = await sandbox.RunAsync("snapshots", Source, "--json");
        Assert.Contains(digest, listed.Output, StringComparison.Ordinal);
    }
}
