namespace RepositoryDriver;

/// <summary>The system's time, but nobody waits for long.</summary>
internal sealed class HastyTime : TimeProvider
{
    private const int Times = 20;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        base.CreateTimer(callback, state, Hasten(dueTime), Hasten(period));

    private static TimeSpan Hasten(TimeSpan time) => time == Timeout.InfiniteTimeSpan ? time : time / Times;
}
