namespace Scenarios.Nemesis.Faults;

/// <summary>Begins faults at random moments and ends them; at the end all are over and every node runs.</summary>
internal sealed class FaultMaker(Random random, FaultChoice choice, RunClock clock, Action<string> say)
{
    private readonly Dictionary<string, (Fault Fault, Task Over)> _held = [];

    /// <summary>How many were made.</summary>
    public int Made { get; private set; }

    public async Task RunAsync(TimeSpan end)
    {
        while (clock.Elapsed < end)
        {
            await Task.Delay(TimeSpan.FromSeconds(1 + random.NextDouble() * 5), TimeProvider.System);
            foreach (var (on, (_, over)) in _held.Where(pair => pair.Value.Over.IsCompleted).ToArray())
            {
                await over;
                _held.Remove(on);
            }
            if (choice.Next(_held.Keys.ToHashSet()) is { } fault) _held[fault.On] = (fault, HoldAsync(fault));
        }
        foreach (var (_, over) in _held.Values.ToArray()) await over;
        _held.Clear();
    }

    private async Task HoldAsync(Fault fault)
    {
        Made++;
        say(fault.Hold == TimeSpan.Zero ? fault.Name : $"{fault.Name}, for {fault.Hold.TotalSeconds:N1} s");
        await fault.BeginAsync();
        if (fault.Hold == TimeSpan.Zero) return;
        await Task.Delay(fault.Hold, TimeProvider.System);
        await fault.EndAsync();
        say($"over: {fault.Name}");
    }
}
