using System.Collections.Immutable;
using System.Globalization;

namespace ActorBackup.Core.Triggers;

/// <summary>One of the five fields: the values it allows.</summary>
internal sealed record CronField(ImmutableSortedSet<int> Values, bool IsStar)
{
    public bool Contains(int value) => Values.Contains(value);

    /// <param name="names">Of values from <paramref name="firstNamed"/> on; empty where there are none.</param>
    /// <exception cref="FormatException">The message names field and element.</exception>
    public static CronField Parse(string field, string text, int low, int high, string[] names, int firstNamed)
    {
        var values = ImmutableSortedSet.CreateBuilder<int>();
        foreach (var element in text.Split(','))
        {
            var (range, step) = element.Split('/') switch
            {
                [var all] => (all, 1),
                [var some, var by] when int.TryParse(by, NumberStyles.None, CultureInfo.InvariantCulture, out var n) && n > 0 => (some, n),
                _ => throw Wrong(element),
            };
            var hasStep = element.Contains('/', StringComparison.Ordinal);
            var (from, to) = range == "*" ? (low, high) : range.Split('-') switch
            {
                [var one] => (Value(one, element), hasStep ? high : Value(one, element)),
                [var first, var last] => (Value(first, element), Value(last, element)),
                _ => throw Wrong(element),
            };
            if (from > to) throw Wrong(element);
            for (var value = from; value <= to; value += step) values.Add(value);
        }
        return new CronField(values.ToImmutable(), text.StartsWith('*'));

        int Value(string word, string element)
        {
            var named = Array.FindIndex(names, n => n.Equals(word, StringComparison.OrdinalIgnoreCase));
            if (named >= 0) return named + firstNamed;
            return int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var n) && n >= low && n <= high ? n : throw Wrong(element);
        }

        FormatException Wrong(string element) => new(string.Create(CultureInfo.InvariantCulture,
            $"'{element}' is no {field}: use {low} to {high}{(names.Length > 0 ? $" or {names[0]} to {names[^1]}" : "")}, lists a,b, ranges a-b, steps */n."));
    }
}
