using System.Globalization;
using System.Text;
using ActorBackup.Repository.Trees;

namespace ActorBackup.Repository.Tests.Trees;

public sealed class NodeTimeTests
{
    private const long FirstSecondOf10000 = 253_402_300_800, FirstSecondOfYear0 = -62_167_219_200;

    [Theory]
    [InlineData(0, 0, 0, "1970-01-01T00:00:00Z")]
    [InlineData(1_600_000_000, 123_456_791, 120, "2020-09-13T14:26:40.123456791+02:00")]
    [InlineData(1_672_574_400, 500_000_000, 0, "2023-01-01T12:00:00.5Z")]
    [InlineData(-1, 999_999_999, 0, "1969-12-31T23:59:59.999999999Z")]
    [InlineData(-1, 1, -210, "1969-12-31T20:29:59.000000001-03:30")]
    [InlineData(951_782_400, 0, 0, "2000-02-29T00:00:00Z")]
    [InlineData(-2_203_891_200, 0, 0, "1900-03-01T00:00:00Z")]
    [InlineData(4_294_967_296, 10, 845, "2106-02-07T20:33:16.00000001+14:05")]
    [InlineData(FirstSecondOf10000 - 1, 0, 0, "9999-12-31T23:59:59Z")]
    [InlineData(FirstSecondOfYear0, 0, 0, "0000-01-01T00:00:00Z")]
    public void Writes_RFC_3339_to_the_nanosecond_and_reads_it_back(long seconds, int nanos, int offset, string text)
    {
        var time = new NodeTime(seconds, nanos, offset);

        Assert.Equal(text, time.ToString());
        Assert.Equal(time, NodeTime.Parse(text));
    }

    [Theory]
    [InlineData(FirstSecondOf10000, "9999-01-01T00:00:00Z")]
    [InlineData(FirstSecondOfYear0 - 1, "0000-12-31T23:59:59Z")]
    [InlineData(253_407_398_400, "9999-03-01T00:00:00Z")]
    public void Replaces_years_that_cannot_be_written_and_keeps_the_rest_of_the_date(long seconds, string text) =>
        Assert.Equal(text, new NodeTime(seconds, 0).ToString());

    [Theory]
    [InlineData(long.MinValue)]
    [InlineData(long.MaxValue)]
    public void Writes_something_readable_for_any_number_a_file_system_returns(long seconds)
    {
        var time = NodeTime.At(seconds, 999_999_999, TimeZoneInfo.Utc);

        Assert.True(NodeTime.TryParse(Encoding.ASCII.GetBytes(time.ToString()), out _));
        Assert.InRange(time.ToDateTimeOffset(), DateTimeOffset.MinValue, DateTimeOffset.MaxValue);
    }

    [Fact]
    public void Agrees_with_the_calendar_of_dotnet_on_every_day_of_a_thousand_years()
    {
        for (var day = new DateTime(1500, 1, 1, 0, 0, 0, DateTimeKind.Utc); day.Year < 2500; day = day.AddDays(1))
            Assert.Equal(day.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture), NodeTime.From(day).ToString());
    }

    [Theory]
    [InlineData("2023-01-15T09:00:00Z", "2023-01-15T10:00:00+01:00")]
    [InlineData("2023-07-15T08:00:00Z", "2023-07-15T10:00:00+02:00")]
    [InlineData("2023-03-26T00:59:59Z", "2023-03-26T01:59:59+01:00")]
    [InlineData("2023-03-26T01:00:00Z", "2023-03-26T03:00:00+02:00")]
    [InlineData("1960-07-01T00:00:00Z", "1960-07-01T01:00:00+01:00")]
    [InlineData("2150-07-01T00:00:00Z", "2150-07-01T02:00:00+02:00")]
    public void Takes_the_offset_that_the_zone_has_at_the_instant_itself(string utc, string berlin)
    {
        var instant = NodeTime.Parse(utc);

        var local = NodeTime.At(instant.Seconds, 0, TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin"));

        Assert.Equal(berlin, local.ToString());
        Assert.True(local.SameInstant(instant));
    }

    [Theory]
    [InlineData("2023-07-15T10:00:00.1234567+02:00")]
    [InlineData("0001-01-01T00:00:00+00:00")]
    [InlineData("9999-12-31T23:59:59.9999999+00:00")]
    [InlineData("1969-12-31T23:59:59.9999999-05:00")]
    public void Goes_to_dotnet_and_back(string text)
    {
        var time = DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);

        Assert.Equal(time, NodeTime.From(time).ToDateTimeOffset());
        Assert.Equal(time.Offset, NodeTime.From(time).ToDateTimeOffset().Offset);
    }

    [Fact]
    public void Has_no_instant_between_two_of_dotnet_but_the_earlier_one() =>
        Assert.Equal(DateTimeOffset.UnixEpoch.AddTicks(-1), new NodeTime(-1, 999_999_999).ToDateTimeOffset());

    [Theory]
    [InlineData("2023-01-01T12:00:00.1234567890123Z", 123_456_789)]
    [InlineData("2023-01-01T12:00:00.000Z", 0)]
    public void Drops_digits_after_the_ninth(string text, int nanos) => Assert.Equal(nanos, NodeTime.Parse(text).Nanos);

    [Theory]
    [InlineData("")]
    [InlineData("2023-01-01")]
    [InlineData("2023-01-01T12:00:00")]
    [InlineData("2023-01-01 12:00:00Z")]
    [InlineData("2023-01-01T12:00:00.Z")]
    [InlineData("2023-01-01T12:00:00.5")]
    [InlineData("2023-13-01T12:00:00Z")]
    [InlineData("2023-00-01T12:00:00Z")]
    [InlineData("2023-02-29T12:00:00Z")]
    [InlineData("2023-04-31T12:00:00Z")]
    [InlineData("2023-01-00T12:00:00Z")]
    [InlineData("2023-01-01T24:00:00Z")]
    [InlineData("2023-01-01T12:60:00Z")]
    [InlineData("2023-01-01T12:00:60Z")]
    [InlineData("2023-01-01T12:00:00+2:00")]
    [InlineData("2023-01-01T12:00:00+24:00")]
    [InlineData("2023-01-01T12:00:00+02:60")]
    [InlineData("-023-01-01T12:00:00Z")]
    [InlineData("2023-01-01T12:00:00Zz")]
    public void Refuses_what_is_no_time(string text) => Assert.Throws<FormatException>(() => NodeTime.Parse(text));
}
