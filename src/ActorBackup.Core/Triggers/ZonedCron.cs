namespace ActorBackup.Core.Triggers;

/// <summary>A cron schedule on the clocks of a time zone: a skipped time comes right after the skip, a repeated one comes once (the first).</summary>
internal sealed class ZonedCron(CronSchedule schedule, TimeZoneInfo zone) : IClock
{
    public DateTimeOffset? Next(DateTimeOffset moment)
    {
        // One day earlier, because a zone may have moved its date line and a skipped time lands later than its name.
        var day = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(moment, zone).DateTime).AddDays(-1);
        while (schedule.NextDay(day) is { } match)
        {
            DateTimeOffset? first = null;
            foreach (var time in schedule.Times())
            {
                var at = Instant(match, time);
                if (at > moment && (first is null || at < first)) first = at;
            }
            if (first is not null) return first;
            day = match.AddDays(1);
        }
        return null;
    }

    public DateTimeOffset? Last(DateTimeOffset after, DateTimeOffset until)
    {
        // Backwards, day by day, so that years of downtime cost no more than a day.
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(until, zone).DateTime).AddDays(1);
        var firstDay = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(after, zone).DateTime).AddDays(-1);
        for (var day = today; day >= firstDay; day = day.AddDays(-1))
        {
            if (!schedule.Matches(day)) continue;
            DateTimeOffset? last = null;
            foreach (var time in schedule.Times())
            {
                var at = Instant(day, time);
                if (at > after && at <= until && (last is null || at > last)) last = at;
            }
            if (last is not null) return last;
        }
        return null;
    }

    private DateTimeOffset Instant(DateOnly day, TimeOnly time)
    {
        var local = day.ToDateTime(time);
        if (zone.IsInvalidTime(local)) return EndOfSkip(local);
        var offset = zone.IsAmbiguousTime(local) ? zone.GetAmbiguousTimeOffsets(local).Max() : zone.GetUtcOffset(local);
        return new DateTimeOffset(local, offset).ToUniversalTime();
    }

    /// <summary>The first instant after the hour (or half hour, or day) that the clocks leave out.</summary>
    private DateTimeOffset EndOfSkip(DateTime skipped)
    {
        var local = skipped;
        while (zone.IsInvalidTime(local)) local = local.AddMinutes(1);
        return new DateTimeOffset(local, zone.GetUtcOffset(local)).ToUniversalTime();
    }
}
