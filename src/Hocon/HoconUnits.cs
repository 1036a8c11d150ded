using System.Globalization;

namespace Hocon;

/// <summary>Reads what a scalar's text means. Units are HOCON's, and their case counts: <c>m</c> is a minute, <c>MB</c> a million bytes.</summary>
public static class HoconUnits
{
    private static readonly Dictionary<string, decimal> Ticks = Named(
        (0.01m, "ns nano nanos nanosecond nanoseconds"),
        (10m, "us micro micros microsecond microseconds"),
        (TimeSpan.TicksPerMillisecond, "ms milli millis millisecond milliseconds"),
        (TimeSpan.TicksPerSecond, "s second seconds"),
        (TimeSpan.TicksPerMinute, "m minute minutes"),
        (TimeSpan.TicksPerHour, "h hour hours"),
        (TimeSpan.TicksPerDay, "d day days"));

    private static readonly Dictionary<string, decimal> Bytes = Named(
        (1m, "B b byte bytes"),
        (1e3m, "kB kilobyte kilobytes"), (1L << 10, "K k Ki KiB kibibyte kibibytes"),
        (1e6m, "MB megabyte megabytes"), (1L << 20, "M m Mi MiB mebibyte mebibytes"),
        (1e9m, "GB gigabyte gigabytes"), (1L << 30, "G g Gi GiB gibibyte gibibytes"),
        (1e12m, "TB terabyte terabytes"), (1L << 40, "T t Ti TiB tebibyte tebibytes"),
        (1e15m, "PB petabyte petabytes"), (1L << 50, "P p Pi PiB pebibyte pebibytes"),
        (1e18m, "EB exabyte exabytes"), (1L << 60, "E e Ei EiB exbibyte exbibytes"));

    /// <summary>A number and a unit from <c>ns</c> to <c>d</c>, with or without a space; without a unit it is milliseconds.
    /// May be negative or a fraction; what is finer than 100 ns is cut off.</summary>
    public static bool TryDuration(string text, out TimeSpan duration)
    {
        var known = TryQuantity(text, Ticks, TimeSpan.TicksPerMillisecond, out var ticks);
        duration = new TimeSpan(ticks);
        return known;
    }

    /// <summary>A number and a unit from <c>B</c> to <c>EiB</c>; without a unit it is bytes. <c>kB MB GB</c> count by thousands,
    /// <c>K KiB M MiB</c> by 1024. Not negative; fractions of a byte are cut off.</summary>
    public static bool TrySize(string text, out long bytes) => TryQuantity(text, Bytes, 1, out bytes) && bytes >= 0;

    /// <summary><c>true on yes</c> or <c>false off no</c>.</summary>
    public static bool TryBoolean(string text, out bool value)
    {
        value = text is "true" or "on" or "yes";
        return value || text is "false" or "off" or "no";
    }

    public static bool TryInteger(string text, out long value) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value);

    /// <summary>A finite number with point and exponent as in JSON.</summary>
    public static bool TryNumber(string text, out double value) => double.TryParse(
        text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out value)
        && double.IsFinite(value);

    private static bool TryQuantity(string text, Dictionary<string, decimal> units, decimal without, out long amount)
    {
        amount = 0;
        var trimmed = text.AsSpan().Trim();
        var digits = trimmed.TrimEnd("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ");
        var unit = trimmed[digits.Length..];
        if (!decimal.TryParse(digits.TrimEnd(), NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)) return false;
        if (!unit.IsEmpty && !units.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(unit, out without)) return false;
        if (Math.Abs(number) > long.MaxValue / without) return false;
        amount = (long)(number * without);
        return true;
    }

    private static Dictionary<string, decimal> Named(params (decimal Factor, string Names)[] units) => units
        .SelectMany(unit => unit.Names.Split(' '), (unit, name) => (name, unit.Factor))
        .ToDictionary(unit => unit.name, unit => unit.Factor, StringComparer.Ordinal);
}
