using System.Globalization;
using ActorBackup.Repository.Trees;

namespace ActorBackup.Repository.Forgetting;

/// <summary>How far back something is kept, in units of the calendar: <c>1y2m3d4h</c>. Zero switches a rule off.</summary>
public readonly record struct KeepSpan(int Years = 0, int Months = 0, int Days = 0, int Hours = 0)
{
    private const long SecondsPerDay = 86_400;

    public bool IsZero => this == default;

    /// <summary>Numbers with the units y, m, d and h in any order; of two of a unit the later one counts. Nothing is zero.</summary>
    /// <exception cref="FormatException"><paramref name="text"/> is no such span; the message says why.</exception>
    public static KeepSpan Parse(string text)
    {
        var span = default(KeepSpan);
        for (var at = 0; at < text.Length; at++)
        {
            var start = at;
            while (at < text.Length && char.IsAsciiDigit(text[at])) at++;
            if (!int.TryParse(text.AsSpan(start, at - start), NumberStyles.None, CultureInfo.InvariantCulture, out var number)) throw Wrong(text, "each unit needs a number before it");
            if (at == text.Length) throw Wrong(text, $"there is no unit after {number}");
            span = text[at] switch
            {
                'y' => span with { Years = number },
                'm' => span with { Months = number },
                'd' => span with { Days = number },
                'h' => span with { Hours = number },
                _ => throw Wrong(text, $"'{text[at]}' is no unit"),
            };
        }
        return span;
    }

    /// <summary>The instant this long before: years, months and days on the calendar as Go counts (a month before 31 March is "31 February", 3 March),
    /// then hours as they pass.</summary>
    /// <param name="zone">The process's: its calendar is taken where the time has its offset; else the offset stays.</param>
    public NodeTime Before(NodeTime time, TimeZoneInfo zone)
    {
        var local = time.Seconds + time.OffsetMinutes * 60L;
        var days = CivilDate.FloorDivide(local, SecondsPerDay);
        var date = CivilDate.FromDays(days);
        var earlier = new CivilDate(date.Year - Years, date.Month - Months, date.Day - Days).ToDays() * SecondsPerDay + (local - days * SecondsPerDay);

        var isLocal = time.OffsetMinutes != 0 && OffsetAt(time.Seconds, zone) == time.OffsetMinutes;
        // The offset of a wall-clock time: looked up as if it were UTC, then once more where that leads.
        var offset = isLocal ? OffsetAt(earlier - OffsetAt(earlier, zone) * 60L, zone) : time.OffsetMinutes;
        return new NodeTime(earlier - offset * 60L - Hours * 3600L, time.Nanos, offset);
    }

    /// <summary>As restic names it: the units that are not zero, the largest first.</summary>
    public override string ToString() => $"{Unit(Years, 'y')}{Unit(Months, 'm')}{Unit(Days, 'd')}{Unit(Hours, 'h')}";

    private static int OffsetAt(long seconds, TimeZoneInfo zone) => NodeTime.At(seconds, 0, zone).OffsetMinutes;

    private static string Unit(int number, char unit) => number == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"{number}{unit}");

    private static FormatException Wrong(string text, string why) => new($"'{text}' is not a span of time such as 1y2m3d4h: {why}. The units are y, m, d and h.");
}
