using System.Collections.Concurrent;
using ActorBackup.Client;
using ActorBackup.Wire.Json;

namespace Scenarios.Faults;

/// <summary>A full disk and a broken one, at every distinct operation on a kind of file of store and journal.</summary>
public sealed class DiskErrorTests(ITestOutputHelper output)
{
    private const int NoSpace = 28, InputOutput = 5;

    [Theory]
    [InlineData(NoSpace)]
    [InlineData(InputOutput)]
    public async Task An_error_while_the_node_works_loses_nothing_and_it_goes_on(int error)
    {
        var points = (await CrashPoints.Found).AtWork;
        await using var sandbox = Routine.Configure(new Sandbox());
        var (routine, violations) = (new Routine(sandbox), new List<string>());
        var node = await NodeProcess.StartTraced(sandbox).ReadyAsync();
        await GoesOnAsync(node, routine, "before any error");

        foreach (var point in points)
        {
            await node.Faults!.ArmAsync($"{error} {point}");
            await routine.RunAsync(node, until: () => node.Faults.Fired.Contains(point));
            await node.Faults.ClearAsync();
            output.WriteLine($"{(node.Faults.Fired.Contains(point) ? "failed" : "not reached")}: {point}");
            foreach (var violation in await GoesOnAsync(node, routine, point)) violations.Add($"error {error} at '{point}': {violation}");
        }

        Violations.None(violations, $"errors {error}", node);
        Assert.Equal(0, await node.StopAsync());
        await using var after = await NodeProcess.Start(sandbox).ReadyAsync();
        Violations.None(await routine.Invariants.ViolationsAsync(after, Routine.Source, routine.Saves.Whole), "after the next start", after);
        Violations.None(await routine.Invariants.LeftoversAsync(after, Routine.Source), "after the next start", after);
    }

    [Theory]
    [InlineData(NoSpace)]
    [InlineData(InputOutput)]
    public async Task An_error_while_the_node_starts_is_told_and_the_next_start_finds_nothing_to_mend(int error)
    {
        // In CI each operation of the start meets one of the two errors, in turn; while the node works each meets both.
        var points = (await CrashPoints.Found).AtStart.Where((_, i) => Counts.Long || i % 2 == (error == NoSpace ? 0 : 1)).ToArray();
        var violations = new ConcurrentBag<string>();

        await Parallel.ForEachAsync(points, new ParallelOptions { MaxDegreeOfParallelism = 2 }, async (point, _) =>
        {
            foreach (var violation in await FailAtStartAsync(error, point)) violations.Add($"error {error} at '{point}': {violation}");
        });

        output.WriteLine($"{points.Length} points:\n{string.Join('\n', points)}");
        Violations.None(violations, $"errors {error}");
    }

    private static async Task<IReadOnlyList<string>> FailAtStartAsync(int error, string point)
    {
        await using var sandbox = Routine.Configure(new Sandbox());
        var routine = new Routine(sandbox);
        try
        {
            var node = await NodeProcess.StartTraced(sandbox, $"{error} {point}").ReadyAsync();
            if (node.HasExited)
            {
                await node.ExitAsync();
                var told = node.Said.Trim().Split('\n')[^1];
                if (!told.StartsWith("actorbackup: ", StringComparison.Ordinal)) return [$"the start ended without a clear error: {node.Said}"];
                node = await NodeProcess.StartTraced(sandbox).ReadyAsync();
            }
            var found = await GoesOnAsync(node, routine, "start");
            return await node.StopAsync() is not 0 and var code ? [.. found, $"the clean stop ended with {code}: {node.Said}"] : found;
        }
        catch (Exception failure) when (failure is TimeoutException or InvalidOperationException or NodeAwayException)
        {
            return [failure.Message];
        }
    }

    /// <summary>A new save becomes durable, and everything still holds.</summary>
    private static async Task<IReadOnlyList<string>> GoesOnAsync(NodeProcess node, Routine routine, string label)
    {
        routine.Saves.Save();
        OutcomeJson? outcome = null;
        var tries = 0;
        await Eventually.TrueAsync(async () =>
        {
            try
            {
                var request = new SignalRequest($"{label} {++tries}", Label: $"{label} {tries}", Pin: true, Wait: "durable", TimeoutSeconds: 10);
                outcome = await node.Client.SignalAsync(Routine.Source, request, CancellationToken.None);
            }
            catch (NodeProblemException)
            {
                // The part that met the error is restarting; it says so, and the next try finds it up.
            }
            return outcome is { State: "durable" or "unchanged" };
        }, "a save becomes durable after the error", () => $"{outcome}\n{node.Said}");
        routine.Invariants.Durable(Routine.Source, await node.Client.GetSnapshotAsync(Routine.Source, outcome!.Snapshot!, null, null, CancellationToken.None));
        return await routine.Invariants.ViolationsAsync(node, Routine.Source, routine.Saves.Whole);
    }
}
