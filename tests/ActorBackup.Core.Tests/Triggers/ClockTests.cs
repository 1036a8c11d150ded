using System.Globalization;
using ActorBackup.Core.Triggers;
using ActorBackup.Testing;

namespace ActorBackup.Core.Tests.Triggers;

public sealed class ClockTests
{
    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);

    [Theory]
    [InlineData("00:05:00", "2026-11-20 12:03", "2026-11-20 12:05")]
    [InlineData("00:05:00", "2026-11-20 12:05", "2026-11-20 12:10")]
    [InlineData("07:00:00", "1970-01-01 00:00", "1970-01-01 07:00")]
    [InlineData("07:00:00", "1970-01-01 08:00", "1970-01-01 14:00")]      // multiples since 1970, not of the day
    [InlineData("00:00:00.5", "2026-11-20 12:00:00.2", "2026-11-20 12:00:00.5")]
    [InlineData("00:05:00", "1969-12-31 23:58", "1970-01-01 00:00")]
    public void An_interval_is_due_at_its_multiples(string every, string after, string expected) =>
        Assert.Equal(At(expected), new IntervalClock(TimeSpan.Parse(every, CultureInfo.InvariantCulture)).Next(At(after)));

    [Theory]
    // last run served, first seen, now; made up, next
    [InlineData(null, null, "12:03", null, "12:05")]
    [InlineData(null, "11:52", "12:03", "12:00", "12:05")]
    [InlineData("12:00", "11:00", "12:03", null, "12:05")]
    [InlineData("11:00", "10:00", "12:03", "12:00", "12:05")]     // 13 runs missed, one made up
    [InlineData("12:00", "11:00", "12:05", "12:05", "12:10")]
    [InlineData("12:05", "11:00", "12:04", null, "12:10")]        // set back a minute: 12:05 is not served twice
    [InlineData("23:00", "11:00", "12:03", null, "12:05")]        // set back by hours: goes on from now
    public void Missed_runs_are_made_up_once(string? last, string? firstSeen, string now, string? due, string next)
    {
        var (madeUp, nextAt) = MissedRuns.Since(Today(last), Today(firstSeen), new IntervalClock(TimeSpan.FromMinutes(5)), Today(now)!.Value);

        Assert.Equal((Today(due), Today(next)), (madeUp, nextAt));
    }

    private static DateTimeOffset? Today(string? time) => time is null ? null : At($"2026-11-20 {time}");

    [Fact]
    public void A_clocks_id_tells_its_due_instant()
    {
        var due = Some.Noon.AddMilliseconds(250);

        var id = ClockTriggerId.Of(TriggerKind.Interval, due);

        Assert.Equal("interval:2026-11-20T12:00:00.25Z", id.Value);
        Assert.Equal(due, ClockTriggerId.DueOf(new Trigger(id, TriggerKind.Interval, Some.Noon)));
    }

    [Theory]
    [InlineData(TriggerKind.BeforeChange, TriggerKind.Manual, TriggerKind.Change)]
    [InlineData(TriggerKind.Signal, TriggerKind.Interval, TriggerKind.Manual)]
    [InlineData(TriggerKind.Cron, TriggerKind.Interval, TriggerKind.Cron)]
    public void The_first_of_the_order_names_the_copy(TriggerKind expected, TriggerKind one, TriggerKind other) =>
        Assert.Equal(expected, TriggerNames.First([other, one, expected]));

    [Theory]
    [InlineData("017f22e2-79b0-7cc3-98c4-dc0c0c07398f", 1645557742000)]   // the example of RFC 9562
    [InlineData("017f22e2-79b0-4cc3-98c4-dc0c0c07398f", null)]            // version 4
    [InlineData("ffffffff-ffff-7fff-8fff-ffffffffffff", null)]            // a time that is none
    [InlineData("nightly", null)]
    [InlineData("", null)]
    public void Reads_the_time_inside_a_uuid_of_version_7(string text, long? milliseconds) =>
        Assert.Equal(milliseconds, UuidV7.TimeOf(text)?.ToUnixTimeMilliseconds());

    [Fact]
    public void Names_of_triggers_can_be_read_back() =>
        Assert.All(Enum.GetValues<TriggerKind>(), kind => Assert.Equal(kind, TriggerNames.Parse(kind.Name())));
}
