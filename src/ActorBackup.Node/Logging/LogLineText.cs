using System.Globalization;
using ActorBackup.Wire.Json;
using Serilog.Events;
using Serilog.Formatting;

namespace ActorBackup.Node.Logging;

/// <summary>One line of a log file: time, level, then the same seven fields in the same order (<c>-</c> where there is none), then the message.</summary>
internal sealed class LogLineText : ITextFormatter
{
    private const string TimeFormat = "yyyy-MM-ddTHH:mm:ss.fffZ";
    private const int Fields = 8;

    public void Format(LogEvent logEvent, TextWriter output) => output.WriteLine(Write(LogProperties.Line(logEvent)));

    public static string Write(LogLineJson line) => string.Join(
        ' ', line.Time.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture), line.Level.PadRight(5), Field(line.SourceId ?? line.Source), Field(line.SnapshotId),
        Field(line.NodeId), Field(line.ActorPath), Field(line.Trigger), "|", line.Message)
        + (line.Error is null ? "" : Environment.NewLine + "    " + line.Error.ReplaceLineEndings(Environment.NewLine + "    "));

    /// <summary>Null for a line that is not the first of its entry.</summary>
    public static LogLineJson? Read(string text)
    {
        var bar = text.IndexOf(" | ", StringComparison.Ordinal);
        if (bar < 0) return null;
        var fields = text[..bar].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (fields.Length != Fields - 1 || !DateTimeOffset.TryParse(fields[0], CultureInfo.InvariantCulture, out var time)) return null;
        var source = Told(fields[2]);
        return LogProperties.Placed(new LogLineJson(
            time, fields[1], source, null, source, Told(fields[3]), Told(fields[4]), Told(fields[5]), Told(fields[6]), text[(bar + 3)..], null));
    }

    /// <summary>Spaces in a name would move the columns.</summary>
    private static string Field(string? value) => string.IsNullOrEmpty(value) ? "-" : value.Replace(' ', '\u00a0');

    private static string? Told(string field) => field == "-" ? null : field.Replace('\u00a0', ' ');
}
