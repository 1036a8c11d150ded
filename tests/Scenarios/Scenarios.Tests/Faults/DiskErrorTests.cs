using System.Collections.Concurrent;

namespace Scenarios.Faults;

/// <summary>A full disk and a broken one, at every distinct operation on a kind of file of store and journal.</summary>
public sealed class DiskErrorTests(ITestOutputHelper output)
{
    private const int NoSpace = 28, InputOutput = 5;

    [Theory]
    [InlineData(NoSpace)]
    [InlineData(InputOutput)]
    public async Task An_error_at_any_operation_loses_nothing_and_the_node_goes_on(int error)
    {
        var points = await CrashPoints.FindAsync();
        var violations = new ConcurrentBag<string>();

        await Parallel.ForEachAsync(points, new ParallelOptions { MaxDegreeOfParallelism = 2 }, async (point, _) =>
        {
            foreach (var violation in await FailAtAsync(error, point)) violations.Add($"error {error} at '{point}': {violation}");
        });

        output.WriteLine($"{points.Count} points");
        Violations.None(violations, "errors at distinct points");
    }

    private static async Task<IReadOnlyList<string>> FailAtAsync(int error, string point)
    {
        await using var sandbox = Routine.Configure(new Sandbox());
        var routine = new Routine(sandbox);
        routine.Saves.Save();
        try
        {
            var node = await NodeProcess.StartTraced(sandbox, $"{error} {point}").ReadyAsync();
            if (node.HasExited)
            {
                // A data folder that cannot be written is told and ends the start; the next start finds nothing to mend.
                if (!node.Said.Contains("actorbackup", StringComparison.OrdinalIgnoreCase) && !node.Said.Contains("data", StringComparison.Ordinal)) return [$"the start ended without a clear error: {node.Said}"];
                node = await NodeProcess.StartTraced(sandbox).ReadyAsync();
            }
            await routine.RunAsync(node);
            await Routine.SaveAsync(node, () => routine.Saves.Save(), seconds: 60);
            var found = await routine.Invariants.ViolationsAsync(node, Routine.Source, routine.Saves.Whole);
            var code = await node.StopAsync();

            await using var after = await NodeProcess.Start(sandbox).ReadyAsync();
            var later = await routine.Invariants.ViolationsAsync(after, Routine.Source, routine.Saves.Whole);
            var leftovers = await routine.Invariants.LeftoversAsync(after, Routine.Source);
            return [.. found, .. later, .. leftovers, .. code == 0 ? Array.Empty<string>() : [$"the clean stop ended with {code}: {node.Said}"]];
        }
        catch (Exception failure) when (failure is TimeoutException or InvalidOperationException or ActorBackup.Client.NodeAwayException)
        {
            return [failure.Message];
        }
    }
}
