using System.Collections.Concurrent;
using ActorBackup.Wire.Json;

namespace Scenarios.Faults;

/// <summary>SIGKILL of the node right before every distinct operation on a kind of file of store and journal.</summary>
public sealed class CrashPointTests(ITestOutputHelper output)
{
    [Fact]
    public async Task A_kill_at_every_distinct_operation_leaves_nothing_to_mend()
    {
        var points = (await CrashPoints.FindAsync()).All;
        var (violations, missed) = (new ConcurrentBag<string>(), new ConcurrentBag<string>());

        await Parallel.ForEachAsync(points, new ParallelOptions { MaxDegreeOfParallelism = 2 }, async (point, _) =>
        {
            if (await KillAtAsync(point) is not { } found) missed.Add(point);
            else foreach (var violation in found) violations.Add($"killed at '{point}': {violation}");
        });

        output.WriteLine($"{points.Count} points:\n{string.Join('\n', points)}\nnot reached: {string.Join(", ", missed)}");
        Assert.True(points.Count > 40, "the routine touches the store and the journal");
        Violations.None(violations, "kills at distinct points");
        // A few happen only now and then (a capture that is begun again, the last connection of the journal).
        Assert.True(missed.Count <= 4, $"not reached: {string.Join(", ", missed)}");
    }

    /// <returns>Null if the point was not reached in three runs.</returns>
    private static async Task<IReadOnlyList<string>?> KillAtAsync(string point)
    {
        for (var attempt = 0; attempt < 3; attempt++)
            if (await KillOnceAsync(point) is { } found) return found;
        return null;
    }

    private static async Task<IReadOnlyList<string>?> KillOnceAsync(string point)
    {
        await using var sandbox = Routine.Configure(new Sandbox());
        var routine = new Routine(sandbox);
        var node = NodeProcess.StartTraced(sandbox, $"kill {point}");
        try
        {
            await node.ReadyAsync();
            await routine.RunAsync(node);
            if (!node.HasExited) await node.StopAsync();
            if (node.Faults!.Fired.Count == 0) return null;

            await using var after = await NodeProcess.Start(sandbox).ReadyAsync();
            return await CheckAsync(after, routine);
        }
        catch (Exception failure) when (failure is TimeoutException or InvalidOperationException)
        {
            return [failure.Message];
        }
    }

    private static async Task<IReadOnlyList<string>> CheckAsync(NodeProcess node, Routine routine)
    {
        // The same ids again: known ones answer what they did, unknown ones are done now; none is done twice.
        foreach (var id in routine.Sent) await node.Client.SignalAsync(Routine.Source, new SignalRequest(id, Label: id, Pin: true, Wait: "durable"), CancellationToken.None);
        await Routine.SaveAsync(node, () => routine.Saves.Save());
        var found = await routine.Invariants.ViolationsAsync(node, Routine.Source, routine.Saves.Whole);
        var leftovers = await routine.Invariants.LeftoversAsync(node, Routine.Source);
        var code = await node.StopAsync();
        return [.. found, .. leftovers, .. code == 0 ? Array.Empty<string>() : [$"the clean stop afterwards ended with {code}"]];
    }
}
