namespace ActorBackup.Testing;

/// <summary>A clock that goes only when told. Timers fire on the thread that advances it, in the order they are due.</summary>
/// <remarks><see cref="Advance"/> moves the wall clock and the timers; <see cref="SetUtcNow"/> sets the wall clock alone, as NTP does.</remarks>
public sealed class ManualTime(DateTimeOffset? start = null, TimeZoneInfo? zone = null) : TimeProvider
{
    private readonly Lock _gate = new();
    private readonly List<Timer> _timers = [];
    private DateTimeOffset _wall = start ?? Some.Noon;
    private TimeSpan _elapsed = TimeSpan.Zero;

    public override TimeZoneInfo LocalTimeZone { get; } = zone ?? TimeZoneInfo.Utc;
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public DateTimeOffset UtcNow => GetUtcNow();

    /// <summary>Timers that wait to fire; a test may await this before it advances.</summary>
    public int WaitingTimers
    {
        get { lock (_gate) return _timers.Count(t => t.DueAt is not null); }
    }

    public override DateTimeOffset GetUtcNow()
    {
        lock (_gate) return _wall;
    }

    public override long GetTimestamp()
    {
        lock (_gate) return _elapsed.Ticks;
    }

    /// <summary>Lets time pass; every timer due on the way fires at its own moment.</summary>
    public void Advance(TimeSpan by)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(by, TimeSpan.Zero);
        TimeSpan until;
        lock (_gate) until = _elapsed + by;
        while (TakeNext(until) is { } fire) fire();
        lock (_gate) MoveTo(until);
    }

    /// <summary>Sets the wall clock, forth or back; no timer notices.</summary>
    public void SetUtcNow(DateTimeOffset now)
    {
        lock (_gate) _wall = now;
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Timer(this, callback, state);
        lock (_gate) _timers.Add(timer);
        timer.Change(dueTime, period);
        return timer;
    }

    private Action? TakeNext(TimeSpan until)
    {
        lock (_gate)
        {
            if (_timers.Where(t => t.DueAt <= until).MinBy(t => t.DueAt) is not { } next) return null;
            MoveTo(next.DueAt!.Value);
            return next.TakeFire();
        }
    }

    private void MoveTo(TimeSpan elapsed)
    {
        if (elapsed <= _elapsed) return;
        _wall += elapsed - _elapsed;
        _elapsed = elapsed;
    }

    private sealed class Timer(ManualTime time, TimerCallback callback, object? state) : ITimer
    {
        private TimeSpan _period = Timeout.InfiniteTimeSpan;

        public TimeSpan? DueAt { get; private set; }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (time._gate)
            {
                DueAt = dueTime == Timeout.InfiniteTimeSpan ? null : time._elapsed + dueTime;
                _period = period;
                return time._timers.Contains(this);
            }
        }

        public Action TakeFire()
        {
            DueAt = _period == Timeout.InfiniteTimeSpan || _period == TimeSpan.Zero ? null : DueAt + _period;
            return () => callback(state);
        }

        public void Dispose()
        {
            lock (time._gate) time._timers.Remove(this);
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
