using System.Diagnostics;

namespace Scenarios;

/// <summary>Waits for what another process does. The deadlines are generous: they end a hung scenario, they judge nothing.</summary>
public static class Eventually
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(40);

    /// <exception cref="TimeoutException"><paramref name="what"/> did not come true; <paramref name="context"/> is told with it.</exception>
    public static async Task TrueAsync(Func<Task<bool>> condition, string what, Func<string>? context = null, int seconds = 60)
    {
        var since = Stopwatch.GetTimestamp();
        while (!await condition())
        {
            if (Stopwatch.GetElapsedTime(since).TotalSeconds > seconds) throw new TimeoutException($"After {seconds} s still not: {what}.\n{context?.Invoke()}");
            await Task.Delay(Step, TimeProvider.System);
        }
    }

    public static Task TrueAsync(Func<bool> condition, string what, Func<string>? context = null, int seconds = 60) =>
        TrueAsync(() => Task.FromResult(condition()), what, context, seconds);
}
