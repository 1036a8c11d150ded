using System.Globalization;
using ActorBackup.Node.Logging;
using ActorBackup.Wire.Json;
using Serilog.Core;
using Serilog.Events;

namespace ActorBackup.Node.Cli.Output;

/// <summary>The log as somebody follows it live: time, source, what happened.</summary>
internal sealed class LiveLog(Terminal terminal) : ILogEventSink
{
    private const int SourceWidth = 18;
    private readonly Lock _gate = new();

    public void Emit(LogEvent logEvent)
    {
        var line = LogProperties.Line(logEvent);
        lock (_gate) Print(terminal, line);
    }

    public static void Print(Terminal terminal, LogLineJson line)
    {
        var paint = line.Level switch { "error" => Paint.Red, "warn" => Paint.Yellow, "debug" => Paint.Dim, _ => (Paint?)null };
        var time = terminal.Paint(Paint.Dim, line.Time.ToLocalTime().ToString("HH:mm:ss", CultureInfo.InvariantCulture));
        var about = (line.SourceId ?? line.Source ?? line.Part ?? "").PadRight(SourceWidth);
        var level = line.Level is "warn" or "error" ? line.Level + ": " : "";
        terminal.Say($"{time} {terminal.Paint(Paint.Cyan, about)} {(paint is { } p ? terminal.Paint(p, level + line.Message) : line.Message)}");
        if (line.Error is not null) terminal.Say("    " + line.Error.Split('\n')[0].TrimEnd());
    }
}
