using System.Text.Json;
using ActorBackup.Wire.Json;

namespace ActorBackup.Node.Logging;

/// <summary>Reads the newest log file without a node.</summary>
internal static class LogFiles
{
    /// <param name="source">A source's key, or null for the node's log.</param>
    /// <param name="last">At most so many lines, the newest.</param>
    public static IReadOnlyList<LogLineJson> Read(string dataFolder, string? source, string? part, int last)
    {
        var folder = Path.Join(dataFolder, "logs", source is null ? "" : "sources");
        if (!Directory.Exists(folder)) return [];
        var newest = Directory.EnumerateFiles(folder, $"{source ?? "node"}-*.log").Where(f => IsOf(source ?? "node", f)).Order(StringComparer.Ordinal).LastOrDefault();
        if (newest is null) return [];
        return [.. Lines(newest).Select(Read).OfType<LogLineJson>().Where(l => part is null || l.Part == part).TakeLast(last)];
    }

    /// <summary>The name, a dash and eight digits: <c>a-b-20261120.log</c> is b's of a source a-b, not of a.</summary>
    private static bool IsOf(string name, string path) =>
        Path.GetFileName(path)[(name.Length + 1)..] is { Length: >= 12 } rest && rest[..8].All(char.IsAsciiDigit);

    private static IEnumerable<string> Lines(string path)
    {
        using var reader = new StreamReader(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete));
        while (reader.ReadLine() is { } line) yield return line;
    }

    private static LogLineJson? Read(string line) => line.StartsWith('{') ? ReadCompact(line) : LogLineText.Read(line);

    private static LogLineJson? ReadCompact(string line)
    {
        try
        {
            using var json = JsonDocument.Parse(line);
            string? Text(string name) => json.RootElement.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
            return LogProperties.Placed(new LogLineJson(
                json.RootElement.GetProperty("time").GetDateTimeOffset(), Text("level") ?? "info", null, null, Text("sourceId"), Text("snapshotId"),
                Text("nodeId"), Text("actorPath"), Text("trigger"), Text("message") ?? "", Text("error")));
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or FormatException)
        {
            return null;    // a line cut short by a crash
        }
    }
}
