namespace Scenarios.Faults;

/// <summary>The distinct operations × kinds of file of the store and the journal, found by watching one run of the routine.</summary>
internal static class CrashPoints
{
    public static async Task<IReadOnlyList<string>> FindAsync()
    {
        await using var sandbox = Routine.Configure(new Sandbox());
        var routine = new Routine(sandbox);
        routine.Saves.Save();
        var node = await NodeProcess.StartTraced(sandbox).ReadyAsync();
        await routine.RunAsync(node);
        await node.StopAsync();
        return [.. node.Faults!.Points.Where(IsOfStoreOrJournal)];
    }

    // Logs and the socket may be lost with the process.
    private static bool IsOfStoreOrJournal(string point) => !point.Contains("data/logs", StringComparison.Ordinal) && !point.Contains(".sock", StringComparison.Ordinal);
}
