using System.Globalization;
using ActorBackup.Core.Triggers;

namespace ActorBackup.Core.Tests.Triggers;

public sealed class CronScheduleTests
{
    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);

    private static string? Next(string cron, string after, string zone = "UTC") =>
        CronSchedule.Parse(cron).In(TimeZoneInfo.FindSystemTimeZoneById(zone)).Next(At(after))?.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    [Theory]
    [InlineData("* * * * *", "2026-11-20 12:00:30", "2026-11-20 12:01")]
    [InlineData("* * * * *", "2026-11-20 12:01:00", "2026-11-20 12:02")]      // strictly after
    [InlineData("*/15 * * * *", "2026-11-20 12:46", "2026-11-20 13:00")]
    [InlineData("5,50-52 9-17/4 * * *", "2026-11-20 09:05", "2026-11-20 09:50")]
    [InlineData("5,50-52 9-17/4 * * *", "2026-11-20 09:52", "2026-11-20 13:05")]
    [InlineData("10/20 * * * *", "2026-11-20 12:31", "2026-11-20 12:50")]      // from 10 on
    [InlineData("0 3 * * *", "2026-11-20 12:00", "2026-11-21 03:00")]
    [InlineData("0 3 1 * *", "2026-11-20 12:00", "2026-12-01 03:00")]
    [InlineData("0 3 31 * *", "2026-11-20 12:00", "2026-12-31 03:00")]
    [InlineData("0 0 29 2 *", "2026-11-20 12:00", "2028-02-29 00:00")]
    [InlineData("0 0 29 2 *", "2096-03-01 00:00", "2104-02-29 00:00")]         // 2100 has none
    [InlineData("30 4 * * mon", "2026-11-20 12:00", "2026-11-23 04:30")]
    [InlineData("30 4 * * Mon-Fri", "2026-11-20 12:00", "2026-11-23 04:30")]
    [InlineData("30 4 * * 7", "2026-11-20 12:00", "2026-11-22 04:30")]         // 7 and 0 are Sunday
    [InlineData("30 4 * * 0", "2026-11-20 12:00", "2026-11-22 04:30")]
    [InlineData("30 4 * JAN,mar *", "2026-11-20 12:00", "2027-01-01 04:30")]
    [InlineData("30 4 1,15 * 5", "2026-11-20 12:00", "2026-11-27 04:30")]      // either day field
    [InlineData("30 4 1,15 * 5", "2026-11-27 12:00", "2026-12-01 04:30")]
    [InlineData("30 4 */2 * 5", "2026-11-20 12:00", "2026-11-27 04:30")]       // a star is no restriction: both must match
    public void Finds_the_next_run(string cron, string after, string expected) => Assert.Equal(expected, Next(cron, after));

    [Theory]
    [InlineData("30 2 * * *", "2026-03-28 12:00", "2026-03-29 01:00")]   // 02:00–03:00 is skipped: at 03:00 summer time
    [InlineData("30 2 * * *", "2026-03-29 01:00", "2026-03-30 00:30")]
    [InlineData("30 2 * * *", "2026-10-24 12:00", "2026-10-25 00:30")]   // the first of the two
    [InlineData("30 2 * * *", "2026-10-25 00:30", "2026-10-26 01:30")]   // and not the second
    [InlineData("0 12 * * *", "2026-07-01 00:00", "2026-07-01 10:00")]
    [InlineData("*/30 * * * *", "2026-10-25 00:30", "2026-10-25 02:00")] // the repeated hour once, as a whole
    [InlineData("15,45 2 29 3 *", "2026-03-28 12:00", "2026-03-29 01:00")]
    public void Follows_the_clocks_of_its_zone(string cron, string after, string expected) => Assert.Equal(expected, Next(cron, after, "Europe/Berlin"));

    [Theory]
    [InlineData("0 3 * * *", "2025-11-20 12:00", "2026-11-20 12:00", "2026-11-20 03:00")]   // a year missed: the last run
    [InlineData("0 3 * * *", "2026-11-20 03:00", "2026-11-20 12:00", null)]                 // already served
    [InlineData("0 12 * * *", "2026-11-19 13:00", "2026-11-20 12:00", "2026-11-20 12:00")]  // due now
    [InlineData("0 0 29 2 *", "2020-03-01 00:00", "2026-11-20 12:00", "2024-02-29 00:00")]
    public void Finds_the_last_run_that_was_missed(string cron, string after, string until, string? expected) =>
        Assert.Equal(expected is null ? null : At(expected), CronSchedule.Parse(cron).In(TimeZoneInfo.Utc).Last(At(after), At(until)));

    [Theory]
    [InlineData("* * * *", "has 4 fields")]
    [InlineData("* * * * * *", "has 6 fields")]
    [InlineData("60 * * * *", "'60' is no minute: use 0 to 59")]
    [InlineData("* 24 * * *", "'24' is no hour")]
    [InlineData("* * 0 * *", "'0' is no day of month")]
    [InlineData("* * * 13 *", "'13' is no month: use 1 to 12 or jan to dec")]
    [InlineData("* * * * 8", "'8' is no day of week: use 0 to 7 or sun to sat")]
    [InlineData("* * * * mo", "'mo' is no day of week")]
    [InlineData("*/0 * * * *", "'*/0' is no minute")]
    [InlineData("5-1 * * * *", "'5-1' is no minute")]
    [InlineData("1,,2 * * * *", "'' is no minute")]
    [InlineData("1-2-3 * * * *", "'1-2-3' is no minute")]
    [InlineData("-1 * * * *", "'-1' is no minute")]
    [InlineData("0 0 31 2 *", "'0 0 31 2 *' never comes")]
    [InlineData("0 0 31 4,6,9,11 *", "never comes")]
    public void Refuses_what_is_no_schedule_and_says_what_is(string cron, string message) =>
        Assert.Contains(message, Assert.Throws<FormatException>(() => CronSchedule.Parse(cron)).Message, StringComparison.Ordinal);

    [Fact]
    public void Runs_every_hour_that_there_is_on_a_day_of_23_hours()
    {
        var clock = CronSchedule.Parse("0 * * * *").In(TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin"));
        var (runs, at, end) = (0, At("2026-03-28 23:00").AddTicks(-1), At("2026-03-29 22:00"));

        while (clock.Next(at) is { } next && next < end) (runs, at) = (runs + 1, next);

        Assert.Equal(23, runs);
    }
}
