namespace ActorBackup.Core.Triggers;

/// <summary>Due at the multiples of an interval since 1970-01-01T00:00Z, so that every node and start agrees.</summary>
public sealed record IntervalClock : IClock
{
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="every"/> is not positive.</exception>
    public IntervalClock(TimeSpan every)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(every, TimeSpan.Zero);
        Every = every;
    }

    public TimeSpan Every { get; }

    public DateTimeOffset? Next(DateTimeOffset moment) => DateTimeOffset.UnixEpoch + (Whole(moment) + 1) * Every;

    public DateTimeOffset? Last(DateTimeOffset after, DateTimeOffset until)
    {
        var last = DateTimeOffset.UnixEpoch + Whole(until) * Every;
        return last > after ? last : null;
    }

    private long Whole(DateTimeOffset moment) => (long)Math.Floor((decimal)(moment - DateTimeOffset.UnixEpoch).Ticks / Every.Ticks);
}
