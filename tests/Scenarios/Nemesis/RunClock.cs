using System.Diagnostics;

namespace Scenarios.Nemesis;

/// <summary>Counts from the run's beginning, whatever happens to wall clocks.</summary>
internal sealed class RunClock
{
    private readonly long _began = Stopwatch.GetTimestamp();

    public TimeSpan Elapsed => Stopwatch.GetElapsedTime(_began);
    public double Seconds => Elapsed.TotalSeconds;
}
