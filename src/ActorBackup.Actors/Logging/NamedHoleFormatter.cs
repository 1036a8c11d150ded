using System.Globalization;
using System.Text;
using Akka.Event;

namespace ActorBackup.Actors.Logging;

/// <summary>Formats log templates with named holes, <c>captured {SnapshotId} of {SourceId}</c>, filled in order of the arguments.</summary>
/// <remarks>Named by the key <c>akka.logger-formatter</c>: Akka's own formatter knows positions only and throws on names.
/// Holes of Akka's own lines are positions, <c>{1}</c>, and mean that argument. A hole without an argument stays as it is written; a line of a log must never be lost to a wrong count.</remarks>
public sealed class NamedHoleFormatter : ILogMessageFormatter
{
    public string Format(string format, params object[] args) => Fill(format, args);

    public string Format(string format, IEnumerable<object> args) => Fill(format, [.. args]);

    private static string Fill(string template, object[] args)
    {
        var text = new StringBuilder(template.Length + (args.Length * 16));
        var (next, from) = (0, 0);
        while (template.IndexOf('{', from) is >= 0 and var open)
        {
            if (open + 1 < template.Length && template[open + 1] == '{')
            {
                text.Append(template, from, open + 1 - from);
                from = open + 2;
                continue;
            }

            var close = template.IndexOf('}', open);
            if (close < 0) break;
            var hole = template.AsSpan(open + 1, close - open - 1);
            var argument = PositionOf(hole) ?? next++;
            if (argument >= args.Length) break;
            Literal(open - from).Append(Shown(args[argument], hole));
            from = close + 1;
        }

        return Literal(template.Length - from).ToString();

        StringBuilder Literal(int length) => text.Append(template.Substring(from, length).Replace("}}", "}", StringComparison.Ordinal));
    }

    private static int? PositionOf(ReadOnlySpan<char> hole)
    {
        var end = hole.IndexOfAny(':', ',');
        return int.TryParse(end < 0 ? hole : hole[..end], NumberStyles.None, CultureInfo.InvariantCulture, out var position) ? position : null;
    }

    private static string Shown(object? value, ReadOnlySpan<char> hole)
    {
        var colon = hole.IndexOf(':');
        var format = colon < 0 ? null : hole[(colon + 1)..].ToString();
        return value is IFormattable formattable
            ? formattable.ToString(format, CultureInfo.InvariantCulture)
            : value?.ToString() ?? "(none)";
    }
}
