using System.Text;

namespace ActorBackup.Repository.Trees;

/// <summary>An instant to the nanosecond, with the offset it is written in. Two are the same instant whatever their offsets.</summary>
/// <param name="Seconds">Since 1970-01-01T00:00:00Z, may be negative.</param>
/// <param name="Nanos">0 to 999,999,999, counted forward from <paramref name="Seconds"/>.</param>
/// <param name="OffsetMinutes">East of UTC; part of a tree's id.</param>
public readonly record struct NodeTime(long Seconds, int Nanos, int OffsetMinutes = 0)
{
    /// <summary>Of the longest text: year, nanoseconds, offset.</summary>
    internal const int MaxTextLength = 35;

    private const int SecondsPerDay = 86_400;

    private static readonly long FirstSecond = DateTimeOffset.MinValue.ToUnixTimeSeconds();

    private static readonly long LastSecond = DateTimeOffset.MaxValue.ToUnixTimeSeconds();

    /// <param name="zone">Whose offset at this instant is written; where .NET's calendar ends, the offset at its end.</param>
    public static NodeTime At(long seconds, int nanos, TimeZoneInfo zone)
    {
        var utc = DateTime.UnixEpoch.AddTicks(Math.Clamp(seconds, FirstSecond, LastSecond) * TimeSpan.TicksPerSecond);
        return new NodeTime(seconds, nanos, (int)(zone.GetUtcOffset(utc).Ticks / TimeSpan.TicksPerMinute));
    }

    public static NodeTime From(DateTimeOffset time)
    {
        var ticks = time.UtcTicks - DateTime.UnixEpoch.Ticks;
        var seconds = CivilDate.FloorDivide(ticks, TimeSpan.TicksPerSecond);
        return new NodeTime(seconds, (int)(ticks - seconds * TimeSpan.TicksPerSecond) * 100, time.TotalOffsetMinutes);
    }

    /// <summary>To 100 ns. An instant outside the years 1 to 9999 becomes the nearest inside, and an offset that .NET does not know becomes UTC.</summary>
    public DateTimeOffset ToDateTimeOffset()
    {
        if (Seconds < FirstSecond) return DateTimeOffset.MinValue;
        if (Seconds > LastSecond) return DateTimeOffset.MaxValue;
        var utc = DateTimeOffset.UnixEpoch.AddTicks(Seconds * TimeSpan.TicksPerSecond + Nanos / 100);
        var local = utc.Ticks + OffsetMinutes * TimeSpan.TicksPerMinute;
        var known = Math.Abs(OffsetMinutes) <= 14 * 60 && local >= 0 && local <= DateTimeOffset.MaxValue.Ticks;
        return known ? utc.ToOffset(TimeSpan.FromMinutes(OffsetMinutes)) : utc;
    }

    public bool SameInstant(NodeTime other) => (Seconds, Nanos) == (other.Seconds, other.Nanos);

    /// <summary>As restic writes it: RFC 3339, nanoseconds without trailing zeros; years before 0 and after 9999 are replaced by these.</summary>
    public override string ToString()
    {
        Span<byte> text = stackalloc byte[MaxTextLength];
        return Encoding.ASCII.GetString(text[..Format(text)]);
    }

    /// <exception cref="FormatException"><paramref name="text"/> is no time of RFC 3339.</exception>
    public static NodeTime Parse(string text) =>
        TryParse(Encoding.UTF8.GetBytes(text), out var time) ? time : throw new FormatException($"'{text}' is not a time such as 2006-01-02T15:04:05.999999999+02:00.");

    /// <param name="utf8">RFC 3339; digits of the fraction after the ninth are dropped.</param>
    public static bool TryParse(ReadOnlySpan<byte> utf8, out NodeTime time)
    {
        time = default;
        if (utf8.Length < 20 || utf8[4] != '-' || utf8[7] != '-' || utf8[10] != 'T' || utf8[13] != ':' || utf8[16] != ':') return false;
        if (!Digits(utf8[..4], 9999, out var year) || !Digits(utf8.Slice(5, 2), 12, out var month) || month == 0) return false;
        if (!Digits(utf8.Slice(8, 2), DaysIn(year, month), out var day) || day == 0) return false;
        if (!Digits(utf8.Slice(11, 2), 23, out var hour) || !Digits(utf8.Slice(14, 2), 59, out var minute) || !Digits(utf8.Slice(17, 2), 59, out var second)) return false;
        if (!Fraction(utf8[19..], out var nanos, out var used) || !Offset(utf8[(19 + used)..], out var offset)) return false;

        var seconds = new CivilDate(year, month, day).ToDays() * SecondsPerDay + hour * 3600 + minute * 60 + second - offset * 60L;
        time = new NodeTime(seconds, nanos, offset);
        return true;
    }

    /// <param name="into">At least <see cref="MaxTextLength"/> bytes.</param>
    internal int Format(Span<byte> into)
    {
        var day = CivilDate.FloorDivide(Seconds, SecondsPerDay);
        var inDay = Seconds - day * SecondsPerDay + OffsetMinutes * 60L;
        day += CivilDate.FloorDivide(inDay, SecondsPerDay);
        var second = (int)(inDay - CivilDate.FloorDivide(inDay, SecondsPerDay) * SecondsPerDay);
        var date = CivilDate.FromDays(day);
        if (date.Year is < 0 or > 9999) date = CivilDate.FromDays((date with { Year = date.Year < 0 ? 0 : 9999 }).ToDays());

        Put(into, (int)date.Year, 4);
        into[4] = (byte)'-';
        Put(into[5..], date.Month, 2);
        into[7] = (byte)'-';
        Put(into[8..], date.Day, 2);
        into[10] = (byte)'T';
        Put(into[11..], second / 3600, 2);
        into[13] = (byte)':';
        Put(into[14..], second / 60 % 60, 2);
        into[16] = (byte)':';
        Put(into[17..], second % 60, 2);
        return 19 + PutFractionAndOffset(into[19..]);
    }

    private int PutFractionAndOffset(Span<byte> into)
    {
        var at = 0;
        if (Nanos != 0)
        {
            into[0] = (byte)'.';
            Put(into[1..], Nanos, 9);
            at = into[..10].LastIndexOfAnyExcept((byte)'0') + 1;
        }
        if (OffsetMinutes == 0)
        {
            into[at] = (byte)'Z';
            return at + 1;
        }
        var minutes = Math.Abs(OffsetMinutes);
        into[at] = (byte)(OffsetMinutes < 0 ? '-' : '+');
        Put(into[(at + 1)..], minutes / 60, 2);
        into[at + 3] = (byte)':';
        Put(into[(at + 4)..], minutes % 60, 2);
        return at + 6;
    }

    private static void Put(Span<byte> into, int value, int digits)
    {
        for (var i = digits - 1; i >= 0; i--, value /= 10) into[i] = (byte)('0' + value % 10);
    }

    private static bool Digits(ReadOnlySpan<byte> text, int max, out int value)
    {
        value = 0;
        foreach (var digit in text)
        {
            if (!char.IsAsciiDigit((char)digit)) return false;
            value = value * 10 + digit - '0';
        }
        return value <= max;
    }

    private static bool Fraction(ReadOnlySpan<byte> text, out int nanos, out int used)
    {
        (nanos, used) = (0, 0);
        if (text.IsEmpty || text[0] != '.') return true;
        used = text[1..].IndexOfAnyExceptInRange((byte)'0', (byte)'9') + 1;
        for (var i = 1; i <= 9; i++) nanos = nanos * 10 + (i < used ? text[i] - '0' : 0);
        return used > 1;
    }

    private static bool Offset(ReadOnlySpan<byte> text, out int minutes)
    {
        minutes = 0;
        if (text.SequenceEqual("Z"u8)) return true;
        if (text.Length != 6 || text[0] is not ((byte)'+' or (byte)'-') || text[3] != ':') return false;
        if (!Digits(text[1..3], 23, out var hours) || !Digits(text[4..], 59, out var rest)) return false;
        minutes = (hours * 60 + rest) * (text[0] == '-' ? -1 : 1);
        return true;
    }

    private static int DaysIn(int year, int month) => month switch
    {
        2 => year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28,
        4 or 6 or 9 or 11 => 30,
        _ => 31,
    };
}
