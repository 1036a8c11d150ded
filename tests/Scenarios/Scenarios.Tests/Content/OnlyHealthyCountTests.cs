using ActorBackup.Wire.Json;

namespace Scenarios.Content;

/// <summary>X1: retention counts recoverability.</summary>
public sealed class OnlyHealthyCountTests
{
    private const string Source = "map";

    [Fact]
    public async Task Fifty_bad_saves_push_out_none_of_the_good_ones()
    {
        await using var sandbox = new Sandbox().Configure([(Source, "map.json")], "retention { keep-last = 10, hourly = 0, daily = 0 }");
        var saves = new Saves(sandbox.File("map.json"));
        await using var node = await NodeProcess.Start(sandbox).ReadyAsync();

        for (var i = 0; i < 20; i++) await SaveAsync(node, () => saves.Save(100));
        var good = await node.Client.GetSnapshotAsync(Source, "latest", null, null, CancellationToken.None);
        for (var i = 0; i < 50; i++) await SaveAsync(node, () => saves.Write(Bad(i)));

        var listed = await node.SnapshotsAsync(Source);
        Assert.Equal(10, listed.Count(snapshot => snapshot.Health.Verdict == "healthy"));
        var latest = await node.Client.GetSnapshotAsync(Source, "latest", null, null, CancellationToken.None);
        Assert.Equal(good.Id, latest.Id);
        Assert.NotEmpty(latest.Passed!);
        var invariants = new Invariants(sandbox);
        Violations.None(await invariants.ViolationsAsync(node, Source, null), "after the bad saves", node);
    }

    [Fact]
    public async Task A_shrink_that_is_right_goes_on_after_accept()
    {
        await using var sandbox = new Sandbox().Configure([(Source, "map.json")]);
        var saves = new Saves(sandbox.File("map.json"));
        await using var node = await NodeProcess.Start(sandbox).ReadyAsync();
        await SaveAsync(node, () => saves.Save(400));

        var shrunk = await SaveAsync(node, () => saves.Save(40));
        Assert.Equal("suspect", shrunk.Health.Verdict);
        var accepted = await sandbox.RunAsync("accept", Source);

        Assert.Equal(0, accepted.Code);
        Assert.Equal(shrunk.Id, (await node.Client.GetSnapshotAsync(Source, "latest", null, null, CancellationToken.None)).Id);
        Assert.Equal("healthy", (await SaveAsync(node, () => saves.Save(41))).Health.Verdict);
    }

    /// <summary>Each differs from the one before, so each is a snapshot of its own.</summary>
    private static string Bad(int i) => (i % 8) switch
    {
        0 => "",
        1 => "[]",
        2 => "{}",
        3 => "null",
        4 => new string(' ', 3 + i) + "\n",
        5 => """[{"ean":1,"title":"trunca""" + i,
        6 => $$"""{"error":"no session {{i}}"}""",
        _ => $$"""[{"ean":{{i}}}]""",
    };

    private static async Task<SnapshotJson> SaveAsync(NodeProcess node, Func<string> save)
    {
        var before = (await node.SnapshotsAsync(Source, all: true)).Select(snapshot => snapshot.Id).ToHashSet();
        var digest = save();
        SnapshotJson? taken = null;
        await Eventually.TrueAsync(
            async () => (taken = (await node.SnapshotsAsync(Source, all: true)).LastOrDefault(snapshot => snapshot.Digest == digest && !before.Contains(snapshot.Id))) is not null,
            "the save is a snapshot", () => node.Said);
        return taken!;
    }
}
