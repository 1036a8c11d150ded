using System.Globalization;

namespace ActorBackup.Core.Triggers;

/// <summary>The five fields of crontab(5): minute, hour, day of month, month, day of week.</summary>
/// <remarks>Lists, ranges, steps and English names (<c>mon</c>, <c>jan</c>); 7 is Sunday too. If both day fields are restricted either may match;
/// a day field that starts with <c>*</c> is not restricted.</remarks>
public sealed class CronSchedule
{
    private static readonly string[] Months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    private static readonly string[] Days = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];
    private const int LeapCycleDays = 8 * 366 + 1;   // 29 February may be eight years away (around 2100)

    private readonly CronField _minute, _hour, _dayOfMonth, _month, _dayOfWeek;
    private readonly string _text;

    private CronSchedule(string text, CronField[] fields)
    {
        _text = text;
        (_minute, _hour, _dayOfMonth, _month, _dayOfWeek) = (fields[0], fields[1], fields[2], fields[3], fields[4]);
    }

    /// <exception cref="FormatException">Not a schedule, or one that never comes; the message says which field and what is allowed.</exception>
    public static CronSchedule Parse(string text)
    {
        var parts = text.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length != 5)
            throw new FormatException(string.Create(CultureInfo.InvariantCulture,
                $"'{text}' has {parts.Length} fields; cron has five: minute hour day-of-month month day-of-week."));
        var schedule = new CronSchedule(text,
        [
            CronField.Parse("minute", parts[0], 0, 59, [], 0), CronField.Parse("hour", parts[1], 0, 23, [], 0),
            CronField.Parse("day of month", parts[2], 1, 31, [], 0), CronField.Parse("month", parts[3], 1, 12, Months, 1),
            CronField.Parse("day of week", parts[4], 0, 7, Days, 0),
        ]);
        if (schedule.NextDay(new DateOnly(2096, 3, 1)) is null) throw new FormatException($"'{text}' never comes: no year has such a day.");
        return schedule;
    }

    public IClock In(TimeZoneInfo zone) => new ZonedCron(this, zone);

    public override string ToString() => _text;

    /// <summary>The first day at or after <paramref name="from"/> that matches, or null within eight years.</summary>
    internal DateOnly? NextDay(DateOnly from)
    {
        var day = from;
        for (var i = 0; i < LeapCycleDays; i++, day = day.AddDays(1))
        {
            if (Matches(day)) return day;
            if (day == DateOnly.MaxValue) return null;
        }
        return null;
    }

    /// <summary>The times of any matching day, in order.</summary>
    internal IEnumerable<TimeOnly> Times() => from hour in _hour.Values from minute in _minute.Values select new TimeOnly(hour, minute);

    internal bool Matches(DateOnly day)
    {
        if (!_month.Contains(day.Month)) return false;
        var byDate = _dayOfMonth.Contains(day.Day);
        var byWeekday = _dayOfWeek.Contains((int)day.DayOfWeek) || (day.DayOfWeek == DayOfWeek.Sunday && _dayOfWeek.Contains(7));
        return _dayOfMonth.IsStar || _dayOfWeek.IsStar ? byDate && byWeekday : byDate || byWeekday;
    }
}
