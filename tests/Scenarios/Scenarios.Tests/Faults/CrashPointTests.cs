using System.Collections.Concurrent;
using ActorBackup.Client;
using ActorBackup.Wire.Json;

namespace Scenarios.Faults;

/// <summary>SIGKILL of the node right before every distinct operation on a kind of file of store and journal.</summary>
public sealed class CrashPointTests(ITestOutputHelper output)
{
    private const int AtOnce = 2;

    [Fact]
    public async Task A_kill_while_the_node_starts_leaves_nothing_to_mend()
    {
        var points = (await CrashPoints.Found).AtStart;
        var violations = new ConcurrentBag<string>();

        await Parallel.ForEachAsync(points, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (point, _) =>
        {
            foreach (var violation in await KillFirstAsync(point) ?? ["the point was not reached"]) violations.Add($"killed at '{point}': {violation}");
        });

        output.WriteLine($"{points.Count} points:\n{string.Join('\n', points)}");
        Assert.True(points.Count > 20, "a start touches the store and the journal");
        Violations.None(violations, "kills at distinct points of the start");
    }

    [Fact]
    public async Task A_kill_while_the_node_works_leaves_nothing_to_mend()
    {
        var found = await CrashPoints.Found;
        var points = found.AtWork.Concat(found.AtEnd).ToArray();
        var (violations, missed) = (new ConcurrentBag<string>(), new ConcurrentBag<string>());

        await Parallel.ForEachAsync(Enumerable.Range(0, AtOnce), async (chain, _) =>
            await KillOneAfterTheOtherAsync(points.Where((_, i) => i % AtOnce == chain), violations, missed));

        // What happens once in a store's life is met on a fresh one only.
        var never = new ConcurrentBag<string>();
        await Parallel.ForEachAsync(missed, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (point, _) =>
        {
            if (await KillFirstAsync(point) is not { } once) never.Add(point);
            else foreach (var violation in once) violations.Add($"killed at the first '{point}': {violation}");
        });

        output.WriteLine($"{points.Length} points:\n{string.Join('\n', points)}\nnot reached: {string.Join(", ", never)}");
        Assert.True(points.Length > 20, "the routine touches the store and the journal");
        Violations.None(violations, "kills at distinct points of the work");
        // A few happen only now and then: a capture that is begun again, the last connection of the journal.
        Assert.True(never.Count <= 3, $"not reached: {string.Join(", ", never)}");
    }

    /// <summary>On a fresh folder, at the first time.</summary>
    /// <returns>Null if the point was not reached.</returns>
    private static async Task<IReadOnlyList<string>?> KillFirstAsync(string point)
    {
        await using var sandbox = Routine.Configure(new Sandbox());
        var routine = new Routine(sandbox);
        try
        {
            var node = NodeProcess.StartTraced(sandbox, $"kill {point}");
            await node.ReadyAsync();
            await routine.RunAsync(node);
            if (node.Faults!.Fired.Count == 0) return null;
            await node.ExitAsync();

            await using var after = await NodeProcess.Start(sandbox).ReadyAsync();
            return await CheckAsync(after, routine);
        }
        catch (Exception failure) when (failure is TimeoutException or InvalidOperationException or NodeAwayException)
        {
            return [failure.Message];
        }
    }

    /// <summary>On one folder: the start after one kill is the run for the next.</summary>
    private static async Task KillOneAfterTheOtherAsync(IEnumerable<string> points, ConcurrentBag<string> violations, ConcurrentBag<string> missed)
    {
        await using var sandbox = Routine.Configure(new Sandbox());
        var (routine, before) = (new Routine(sandbox), "nothing yet");
        foreach (var point in points.Append(""))
        {
            try
            {
                await using var node = await NodeProcess.StartTraced(sandbox).ReadyAsync();
                foreach (var violation in await CheckAsync(node, routine)) violations.Add($"killed at '{before}': {violation}");
                if (point.Length == 0) return;

                await node.Faults!.ArmAsync($"kill {point}");
                await routine.RunAsync(node);
                if (!node.HasExited) await node.StopAsync();
                if (node.Faults.Fired.Count == 0) missed.Add(point);
            }
            catch (Exception failure) when (failure is TimeoutException or InvalidOperationException or NodeAwayException)
            {
                violations.Add($"killed at '{before}', then armed '{point}': {failure.Message}");
            }
            before = point;
        }
    }

    private static async Task<IReadOnlyList<string>> CheckAsync(NodeProcess node, Routine routine)
    {
        // The same ids again: known ones answer what they did, unknown ones are done now; none is done twice.
        foreach (var id in routine.Sent.TakeLast(3))
        {
            var outcome = await node.Client.SignalAsync(Routine.Source, new SignalRequest(id, Label: id, Pin: true, Wait: "durable"), CancellationToken.None);
            if (outcome.State is not ("durable" or "unchanged")) return [$"the trigger '{id}', sent again, is {outcome.State}: {outcome.Reason}"];
        }
        await Routine.SaveAsync(node, () => routine.Saves.Save());
        return
        [
            .. await routine.Invariants.ViolationsAsync(node, Routine.Source, routine.Saves.Whole),
            .. await routine.Invariants.LeftoversAsync(node, Routine.Source),
        ];
    }
}
