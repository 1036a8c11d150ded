using ActorBackup.Wire.Json;
using Scraper;

namespace Scenarios.Content;

/// <summary>X6: a program that rewrites 50 MB all the time is never caught half-way and called healthy.</summary>
[Collection(nameof(Alone))]
public sealed class TornWriteTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData("in-place", 0.90)]
    [InlineData("rename", 0.95)]
    public async Task Captures_of_a_file_that_is_rewritten_all_the_time_are_whole(string mode, double healthyShare)
    {
        await using var sandbox = new Sandbox().Configure([("big", "big.json")], "retention { keep-last = 3, hourly = 0, daily = 0 }", store: ", trash { keep = 1m, max-bytes = 1GiB }");
        var (oracle, seen) = (new Oracle(sandbox.OracleFile), new Dictionary<string, SnapshotJson>());
        await using var node = await NodeProcess.Start(sandbox).ReadyAsync();
        await using var scraper = sandbox.StartScraper(
            "--files", "big.json", "--products", "817", "--step", "817", "--bytes", $"{50 << 20}", "--mode", mode, "--pause-ms", "1000", "--accidents", "off", "--seed", $"{Counts.Seed}");

        await Eventually.TrueAsync(async () =>
        {
            foreach (var snapshot in await node.SnapshotsAsync("big", all: true)) seen[snapshot.Id] = snapshot;
            return seen.Count >= Counts.Captures;
        }, $"{Counts.Captures} captures", () => node.Said, seconds: 30 + (Counts.Captures * 5));

        var whole = oracle.WholeDigests("big.json");
        var healthy = seen.Values.Where(snapshot => snapshot.Health.Verdict == "healthy").ToArray();
        output.WriteLine($"{mode}: {healthy.Length} of {seen.Count} captures healthy; {oracle.Entries.Count(entry => entry.Mark == OracleMark.Saved)} saves");
        Violations.None([.. healthy.Where(snapshot => !whole.Contains(snapshot.Digest)).Select(snapshot => $"{snapshot.Id} is torn and healthy")], $"{mode}, seed {Counts.Seed}", node);
        Assert.True(healthy.Length >= healthyShare * seen.Count, $"{healthy.Length} of {seen.Count} healthy:\n{string.Join('\n', seen.Values.Select(s => $"{s.Id} {s.Health}"))}");
    }
}
