using System.Globalization;

namespace ActorBackup.Node.Cli.Output;

/// <summary>Figures as people read them.</summary>
internal static class Figures
{
    public static string Bytes(long bytes) => bytes switch
    {
        < 1024 => $"{bytes} B",
        < 1024 * 1024 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1024.0:0.0} KiB"),
        < 1024L * 1024 * 1024 => string.Create(CultureInfo.InvariantCulture, $"{bytes / (1024.0 * 1024):0.0} MiB"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{bytes / (1024.0 * 1024 * 1024):0.00} GiB"),
    };

    /// <summary>In the reader's own zone, to the second.</summary>
    public static string Time(DateTimeOffset time) => time.ToLocalTime().ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    public static string Span(TimeSpan span) => span switch
    {
        { TotalSeconds: < 1 } => string.Create(CultureInfo.InvariantCulture, $"{span.TotalMilliseconds:0} ms"),
        { TotalMinutes: < 1 } => string.Create(CultureInfo.InvariantCulture, $"{span.TotalSeconds:0} s"),
        { TotalHours: < 1 } => string.Create(CultureInfo.InvariantCulture, $"{span.TotalMinutes:0} min"),
        { TotalDays: < 2 } => string.Create(CultureInfo.InvariantCulture, $"{span.TotalHours:0.0} h"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{span.TotalDays:0.0} d"),
    };

    /// <summary>With the word in its right number: <c>1 store</c>, <c>2 stores</c>.</summary>
    public static string Of(int count, string word) => $"{Count(count)} {word}{(count == 1 ? "" : "s")}";

    public static string Count(long? count) => count?.ToString("N0", CultureInfo.InvariantCulture) ?? "-";
}
