using ActorBackup.Repository.Forgetting;
using ActorBackup.Repository.Trees;

namespace ActorBackup.Repository.Tests.Forgetting;

public sealed class KeepSpanTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("1y2m3d4h", "1y2m3d4h")]
    [InlineData("4h3d", "3d4h")]
    [InlineData("1d5d", "5d")]
    [InlineData("0d", "")]
    public void Reads_units_in_any_order(string text, string shown) => Assert.Equal(shown, KeepSpan.Parse(text).ToString());

    [Theory]
    [InlineData("5")]
    [InlineData("5w")]
    [InlineData("h")]
    [InlineData("-1d")]
    [InlineData("1d ")]
    [InlineData("99999999999d")]
    public void Refuses_what_is_no_span(string text) => Assert.Throws<FormatException>(() => KeepSpan.Parse(text));

    [Theory]
    [InlineData("1m", "2023-03-31T10:00:00Z", "2023-03-03T10:00:00Z")]
    [InlineData("1y", "2024-02-29T10:00:00Z", "2023-03-01T10:00:00Z")]
    [InlineData("13m", "2023-01-15T10:00:00.5Z", "2021-12-15T10:00:00.5Z")]
    [InlineData("30d", "2023-01-15T10:00:00Z", "2022-12-16T10:00:00Z")]
    [InlineData("1d", "2023-03-27T00:30:00+02:00", "2023-03-26T00:30:00+01:00")]
    [InlineData("24h", "2023-03-27T00:30:00+02:00", "2023-03-25T23:30:00+01:00")]
    [InlineData("1d", "2023-03-27T00:30:00-05:00", "2023-03-26T00:30:00-05:00")]
    [InlineData("1d", "2023-03-27T02:30:00+02:00", "2023-03-26T03:30:00+02:00")]
    public void Counts_back_on_the_calendar_as_Go_does(string span, string from, string expected)
    {
        var berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");

        var before = KeepSpan.Parse(span).Before(NodeTime.Parse(from), berlin);

        Assert.True(before.SameInstant(NodeTime.Parse(expected)), $"{before} is not {expected}");
    }
}
