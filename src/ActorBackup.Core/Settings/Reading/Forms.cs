using System.Globalization;
using Hocon;

namespace ActorBackup.Core.Settings.Reading;

/// <summary>The forms a single value may have. Each throws <see cref="FormatException"/> with what is wrong and what is allowed.</summary>
internal static class Forms
{
    private const string DurationExamples = "a duration such as 500ms, 10s, 5m, 12h or 1d";

    public static string Text(string text) => text.Length > 0 && !text.Contains('\0', StringComparison.Ordinal) ? text : throw new FormatException("must not be empty.");

    public static bool OnOff(string text) => HoconUnits.TryBoolean(text, out var on) ? on : throw new FormatException($"'{text}' is neither on nor off.");

    public static Func<string, TimeSpan> Duration(string least, string most) => text =>
    {
        // HOCON's bare milliseconds would make "interval = 60" a storm.
        if (!HoconUnits.TryDuration(text, out var duration)) throw new FormatException($"'{text}' is not {DurationExamples}.");
        if (duration != TimeSpan.Zero && !char.IsAsciiLetter(text.TrimEnd()[^1])) throw new FormatException($"'{text}' has no unit: write {DurationExamples}.");
        return duration >= Span(least) && duration <= Span(most) ? duration : throw new FormatException($"'{text}' is out of range: {least} to {most}.");
    };

    public static Func<string, long> Whole(long least, long most) => text =>
        !HoconUnits.TryInteger(text, out var number) ? throw new FormatException($"'{text}' is not a whole number.")
        : number >= least && number <= most ? number
        : throw new FormatException(string.Create(CultureInfo.InvariantCulture, $"'{text}' is out of range: {least} to {most}."));

    public static Func<string, int> Count(int least, int most = 1_000_000) => text => (int)Whole(least, most)(text);

    public static long Size(string text) =>
        HoconUnits.TrySize(text, out var bytes) ? bytes : throw new FormatException($"'{text}' is not a size such as 64KiB, 5MB or 1GiB.");

    /// <summary>Per cent to 0..1. A bare 0.5 is refused: it would be half a per cent to one reader and a half to the next.</summary>
    public static double Share(string text) =>
        text.EndsWith('%') && HoconUnits.TryNumber(text[..^1].TrimEnd(), out var percent) && percent is >= 0 and <= 100
            ? percent / 100 : throw new FormatException($"'{text}' is not a share from 0% to 100%.");

    public static Func<string, T> OneOf<T>(params (string Word, T Value)[] words) => text =>
    {
        foreach (var (word, value) in words) if (word == text) return value;
        throw new FormatException($"'{text}' is not one of {string.Join(", ", words.Select(w => w.Word))}.{Nearest.Hint(text, words.Select(w => w.Word))}");
    };

    private static TimeSpan Span(string text) => HoconUnits.TryDuration(text, out var span) ? span : throw new ArgumentException(text);
}
