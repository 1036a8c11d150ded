namespace ActorBackup.Repository.Tests.Endurance;

/// <summary>A clock that jumps: short waits are over at once and move it on; long timers (the refresh of a lock) never come due, for whoever made
/// them is done before any time passes.</summary>
internal sealed class VirtualTime(DateTimeOffset start) : TimeProvider
{
    private static readonly TimeSpan LongestJump = TimeSpan.FromSeconds(30);

    private long _elapsed;

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => start.AddTicks(Interlocked.Read(ref _elapsed));

    public override long GetTimestamp() => Interlocked.Read(ref _elapsed);

    public void JumpTo(DateTimeOffset time)
    {
        var elapsed = (time - start).Ticks;
        if (elapsed > Interlocked.Read(ref _elapsed)) Interlocked.Exchange(ref _elapsed, elapsed);
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Timer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    private sealed class Timer(VirtualTime time, TimerCallback callback, object? state) : ITimer
    {
        private volatile bool _isGone;

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            if (period != Timeout.InfiniteTimeSpan || dueTime < TimeSpan.Zero || dueTime > LongestJump) return true;
            Interlocked.Add(ref time._elapsed, dueTime.Ticks);
            ThreadPool.QueueUserWorkItem(_ => { if (!_isGone) callback(state); });
            return true;
        }

        public void Dispose() => _isGone = true;

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
