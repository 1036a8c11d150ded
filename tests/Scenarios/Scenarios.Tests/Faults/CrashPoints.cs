namespace Scenarios.Faults;

/// <summary>The distinct operations × kinds of file of the store and the journal, found by watching one run of the routine.</summary>
/// <param name="AtStart">Until the node was ready on an empty folder.</param>
/// <param name="AtWork">After that, until it was told to stop.</param>
/// <param name="AtEnd">Only during a clean stop.</param>
internal sealed record CrashPoints(IReadOnlyList<string> AtStart, IReadOnlyList<string> AtWork, IReadOnlyList<string> AtEnd)
{
    private static readonly Lazy<Task<CrashPoints>> FoundOnce = new(FindAsync);

    /// <summary>Looked for once per run of the tests.</summary>
    public static Task<CrashPoints> Found => FoundOnce.Value;

    private static async Task<CrashPoints> FindAsync()
    {
        await using var sandbox = Routine.Configure(new Sandbox());
        var routine = new Routine(sandbox);
        var node = await NodeProcess.StartTraced(sandbox).ReadyAsync();
        await node.Faults!.TellAgainAsync();
        var atStart = node.Faults.Points.Count;
        await routine.RunAsync(node);
        var atWork = node.Faults.Points.Count;
        await node.StopAsync();
        return new CrashPoints(
            [.. node.Faults.Points.Take(atStart).Where(IsOfStoreOrJournal)], [.. node.Faults.Points.Skip(atStart).Take(atWork - atStart).Where(IsOfStoreOrJournal).Distinct()],
            [.. node.Faults.Points.Skip(atWork).Where(IsOfStoreOrJournal)]);
    }

    // Logs and the socket may be lost with the process.
    private static bool IsOfStoreOrJournal(string point) => !point.Contains("data/logs", StringComparison.Ordinal) && !point.Contains(".sock", StringComparison.Ordinal);
}
