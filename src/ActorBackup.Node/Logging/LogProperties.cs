using System.Globalization;
using ActorBackup.Wire.Json;
using Serilog.Events;
using Serilog.Parsing;

namespace ActorBackup.Node.Logging;

/// <summary>The names that every line of a log has, and how they are read from an event (interfaces 5).</summary>
internal static class LogProperties
{
    public const string SourceId = "SourceId";
    public const string SnapshotId = "SnapshotId";
    public const string NodeId = "NodeId";
    public const string ActorPath = "ActorPath";
    public const string Trigger = "Trigger";

    private const string Sources = "/user/node/sources/";

    public static ScalarValue Value(object? value) => new(value is string or bool or int or long or double or decimal or null ? value : value.ToString());

    /// <summary>What a line says, apart from how a file or a terminal shows it.</summary>
    public static LogLineJson Line(LogEvent e)
    {
        var message = string.Concat(e.MessageTemplate.Tokens.Select(t => Rendered(t, e))).ReplaceLineEndings(" ");
        return Placed(new LogLineJson(
            e.Timestamp, Level(e.Level), null, null, Text(e, SourceId), Text(e, SnapshotId), Text(e, NodeId), Text(e, ActorPath), Text(e, Trigger),
            message, e.Exception?.ToString()));
    }

    /// <summary>The line with the key of its source and its part, told from the source's name and the actor's path.</summary>
    public static LogLineJson Placed(LogLineJson line) =>
        line with { Source = KeyOf(line.SourceId, line.ActorPath), Part = PartOf(line.ActorPath) };

    /// <summary>Serilog would put texts in quotes; people read these lines.</summary>
    private static string Rendered(MessageTemplateToken token, LogEvent e)
    {
        if (token is PropertyToken { Format: null or "l" } hole && Text(e, hole.PropertyName) is { } text) return text;
        using var written = new StringWriter(CultureInfo.InvariantCulture);
        token.Render(e.Properties, written, CultureInfo.InvariantCulture);
        return written.ToString();
    }

    public static string? Text(LogEvent e, string name) =>
        e.Properties.TryGetValue(name, out var value) && value is ScalarValue { Value: { } told }
            ? Convert.ToString(told, CultureInfo.InvariantCulture) : null;

    /// <summary>The source's key, from the property or from the actor's path; null for a line about the node.</summary>
    private static string? KeyOf(string? source, string? path) =>
        Core.Sources.SourceId.TryParse(source, out var id) ? id.Key
        : path?.StartsWith(Sources, StringComparison.Ordinal) == true ? path[Sources.Length..].Split('/')[0] : null;

    /// <summary>For <c>/user/node/sources/KEY/snapshot</c> the snapshot, for <c>/user/node/watcher</c> the watcher.</summary>
    private static string? PartOf(string? path) =>
        path is null ? null
        : path.StartsWith(Sources, StringComparison.Ordinal) ? path[Sources.Length..].Split('/').ElementAtOrDefault(1) ?? "source"
        : path.Split('/').ElementAtOrDefault(3) ?? "node";

    private static string Level(LogEventLevel level) => level switch
    {
        LogEventLevel.Verbose or LogEventLevel.Debug => "debug",
        LogEventLevel.Information => "info",
        LogEventLevel.Warning => "warn",
        _ => "error",
    };
}
