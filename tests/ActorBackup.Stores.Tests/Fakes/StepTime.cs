namespace ActorBackup.Stores.Tests.Fakes;

/// <summary>A clock on which every pause is over at once, after a step of the test's own was taken in it.</summary>
internal sealed class StepTime(Action<int> inPause) : TimeProvider
{
    private readonly DateTimeOffset _start = System.GetUtcNow().AddDays(1);
    private TimeSpan _passed;

    /// <summary>How many pauses there were.</summary>
    public int Pauses { get; private set; }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => _start + _passed;

    public override long GetTimestamp() => _passed.Ticks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        inPause(++Pauses);
        _passed += dueTime;
        return System.CreateTimer(callback, state, TimeSpan.Zero, Timeout.InfiniteTimeSpan);
    }
}
