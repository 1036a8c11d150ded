using ActorBackup.Client;
using ActorBackup.Wire.Json;
using Scraper;

namespace Scenarios.Kills;

/// <summary>SIGKILL of the node at random moments while a program writes.</summary>
public sealed class RandomKillTests(ITestOutputHelper output)
{
    private static readonly (string Source, string File)[] Sources = [("linking-map", ScraperOptions.LinkingMap), ("cached-products", ScraperOptions.CachedProducts)];

    [Fact]
    public async Task Nothing_is_lost_torn_or_doubled_by_kills_at_random_moments()
    {
        await using var sandbox = new Sandbox().ConfigureScraper();
        var (oracle, invariants, random) = (new Oracle(sandbox.OracleFile), new Invariants(sandbox), new Random(Counts.Seed));
        await using var scraper = sandbox.StartScraper("--pause-ms", "90", "--half-ms", "700", "--seed", $"{Counts.Seed}");

        for (var kill = 1; kill <= Counts.Kills; kill++)
        {
            await using var node = await NodeProcess.Start(sandbox).ReadyAsync();
            await CheckAsync(node, invariants, oracle, $"after kill {kill - 1} of seed {Counts.Seed}");

            await AcknowledgeAsync(node, invariants, $"kill-{kill}");
            var unanswered = SendAsync(node, $"late-{kill}");
            await Task.Delay(TimeSpan.FromMilliseconds(random.Next(600)), TimeProvider.System);
            await node.KillAsync();
            await unanswered;
        }

        await using var last = await NodeProcess.Start(sandbox).ReadyAsync();
        await scraper.KillAsync();
        await CheckAsync(last, invariants, oracle, $"after the last kill of seed {Counts.Seed}");
        foreach (var (source, _) in Sources)
        {
            // The same id again is the same trigger: what it did before the kill is all it does.
            for (var kill = 1; kill <= Counts.Kills; kill++) await last.Client.SignalAsync(source, new SignalRequest($"late-{kill}", Label: $"late-{kill}", Wait: "durable"), CancellationToken.None);
        }
        await CheckAsync(last, invariants, oracle, "after every trigger was sent again");
        Violations.None(await invariants.LeftoversAsync(last, [.. Sources.Select(s => s.Source)]), "at the end", last);
        Assert.Equal(0, await last.StopAsync());
    }

    private async Task CheckAsync(NodeProcess node, Invariants invariants, Oracle oracle, string when)
    {
        foreach (var (source, file) in Sources)
        {
            Violations.None(await invariants.ViolationsAsync(node, source, oracle.WholeDigests(file)), when, node);
            output.WriteLine($"{when}: {source} has {(await node.SnapshotsAsync(source)).Count} snapshots");
        }
    }

    /// <summary>One snapshot at least becomes durable between two kills.</summary>
    private static async Task AcknowledgeAsync(NodeProcess node, Invariants invariants, string label)
    {
        const string source = "linking-map";
        var outcome = new OutcomeJson("", "accepted", source, null, [], null);
        await Eventually.TrueAsync(async () =>
        {
            try
            {
                outcome = await node.Client.SignalAsync(source, new SignalRequest(label, Label: label, Wait: "durable"), CancellationToken.None);
            }
            catch (NodeProblemException)
            {
                // The file is deleted for a moment now and then; the next try has another id, since this trigger's outcome is known.
                label += "x";
            }
            if (outcome.State == "failed") label += "x";
            return outcome.State is "durable" or "unchanged";
        }, $"{label} is durable", () => node.Said);

        invariants.Durable(source, await node.Client.GetSnapshotAsync(source, outcome.Snapshot!, null, null, CancellationToken.None));
    }

    private static async Task SendAsync(NodeProcess node, string label)
    {
        foreach (var (source, _) in Sources)
        {
            try
            {
                await node.Client.SignalAsync(source, new SignalRequest(label, Label: label, Wait: "durable"), CancellationToken.None);
            }
            catch (Exception told) when (told is NodeAwayException or NodeProblemException or IOException)
            {
                // The kill came first, or the file was deleted just then; nothing was promised.
            }
        }
    }
}
