using System.Globalization;

namespace Hocon.Tests;

public sealed class HoconUnitsTests
{
    [Theory]
    [InlineData("500ms", "00:00:00.5")]
    [InlineData("500", "00:00:00.5")]
    [InlineData("10s", "00:00:10")]
    [InlineData("10 seconds", "00:00:10")]
    [InlineData(" 5 m ", "00:05:00")]
    [InlineData("1 minute", "00:01:00")]
    [InlineData("1.5h", "01:30:00")]
    [InlineData("2 hours", "02:00:00")]
    [InlineData("7d", "7.00:00:00")]
    [InlineData("1 day", "1.00:00:00")]
    [InlineData("-1s", "-00:00:01")]
    [InlineData("0s", "00:00:00")]
    [InlineData("250us", "00:00:00.00025")]
    [InlineData("199ns", "00:00:00.0000001")]
    public void Reads_durations_in_every_unit(string text, string expected)
    {
        Assert.True(HoconUnits.TryDuration(text, out var duration));
        Assert.Equal(TimeSpan.Parse(expected, CultureInfo.InvariantCulture), duration);
    }

    [Theory]
    [InlineData("")]
    [InlineData("s")]
    [InlineData("5 fortnights")]
    [InlineData("5M")]
    [InlineData("1,5s")]
    [InlineData("1e3s")]
    [InlineData("10s 5ms")]
    [InlineData("off")]
    [InlineData("99999999999999999999d")]
    [InlineData("99999999999999999999999999999999999999999999d")]
    public void Refuses_what_is_no_duration(string text) => Assert.False(HoconUnits.TryDuration(text, out _));

    [Theory]
    [InlineData("0", 0)]
    [InlineData("512", 512)]
    [InlineData("512B", 512)]
    [InlineData("1 byte", 1)]
    [InlineData("5MB", 5_000_000)]
    [InlineData("5 megabytes", 5_000_000)]
    [InlineData("64KiB", 65_536)]
    [InlineData("64K", 65_536)]
    [InlineData("64k", 65_536)]
    [InlineData("64kB", 64_000)]
    [InlineData("1.5MiB", 1_572_864)]
    [InlineData("2GB", 2_000_000_000)]
    [InlineData("2g", 2_147_483_648)]
    [InlineData("7EiB", 8_070_450_532_247_928_832)]
    public void Reads_sizes_in_every_unit(string text, long expected)
    {
        Assert.True(HoconUnits.TrySize(text, out var bytes));
        Assert.Equal(expected, bytes);
    }

    [Theory]
    [InlineData("")]
    [InlineData("MB")]
    [InlineData("-1")]
    [InlineData("5KB")]
    [InlineData("5mb")]
    [InlineData("8EiB")]
    [InlineData("5 apples")]
    public void Refuses_what_is_no_size(string text) => Assert.False(HoconUnits.TrySize(text, out _));

    [Theory]
    [InlineData("on", true)]
    [InlineData("true", true)]
    [InlineData("yes", true)]
    [InlineData("off", false)]
    [InlineData("false", false)]
    [InlineData("no", false)]
    [InlineData("On", null)]
    [InlineData("1", null)]
    [InlineData("", null)]
    public void Reads_the_words_for_true_and_false(string text, bool? expected) => Assert.Equal(expected, HoconUnits.TryBoolean(text, out var value) ? value : null);

    [Theory]
    [InlineData("-5", -5L, -5.0)]
    [InlineData("1.5e3", null, 1500.0)]
    [InlineData("9223372036854775808", null, 9223372036854775808.0)]
    [InlineData("1e999", null, null)]
    [InlineData("NaN", null, null)]
    [InlineData(" 1", null, null)]
    [InlineData("", null, null)]
    public void Reads_numbers_as_JSON_writes_them(string text, long? integer, double? number)
    {
        Assert.Equal(integer, HoconUnits.TryInteger(text, out var whole) ? whole : null);
        Assert.Equal(number, HoconUnits.TryNumber(text, out var value) ? value : null);
    }
}
