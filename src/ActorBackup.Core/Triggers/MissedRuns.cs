namespace ActorBackup.Core.Triggers;

/// <summary>What a clock owes: however many runs were missed, one (rules 2).</summary>
public static class MissedRuns
{
    /// <summary>Clocks are asked at the latest after this long.</summary>
    private static readonly TimeSpan AskedEvery = TimeSpan.FromMinutes(1);

    /// <param name="last">The due instant of the last run accepted, or null before the first.</param>
    /// <param name="firstSeenAt">Where counting starts before the first run; null: now.</param>
    /// <returns>The due instant to make up now, if any, and the next one after that.</returns>
    /// <remarks>A clock that was set back leaves both in the future: then only what has just come due counts, and the
    /// instant already served is not served again.</remarks>
    public static (DateTimeOffset? Due, DateTimeOffset? NextAt) Since(DateTimeOffset? last, DateTimeOffset? firstSeenAt, IClock clock, DateTimeOffset now)
    {
        var since = last ?? firstSeenAt ?? now;
        if (since > now) since = now - AskedEvery;
        var due = clock.Last(since, now);
        var next = clock.Next(now);
        return (due, next == last && next is not null ? clock.Next(next.Value) : next);
    }
}
