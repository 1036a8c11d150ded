using Akka.Actor;
using Akka.Event;
using Serilog.Parsing;
using ILogger = Serilog.ILogger;
using LogEventLevel = Serilog.Events.LogEventLevel;
using LogEventProperty = Serilog.Events.LogEventProperty;
using MessageTemplate = Serilog.Events.MessageTemplate;
using ScalarValue = Serilog.Events.ScalarValue;

namespace ActorBackup.Node.Logging;

/// <summary>Hands every log event of the actor system to Serilog, with its named holes as properties.</summary>
/// <remarks>Started by the host and subscribed to the event stream, so that it needs no static logger.</remarks>
internal sealed class AkkaLogActor : ReceiveActor
{
    private readonly MessageTemplateParser _parser = new();
    private readonly ILogger _log;

    public static Props Props(ILogger log) => Akka.Actor.Props.Create(() => new AkkaLogActor(log));

    public AkkaLogActor(ILogger log)
    {
        _log = log;
        Receive<LogEvent>(Write);
    }

    protected override void PreStart() => Context.System.EventStream.Subscribe(Self, typeof(LogEvent));

    private void Write(LogEvent akka)
    {
        var (template, arguments) = akka.Message is LogMessage message
            ? (message.Format, message.Parameters().ToArray())
            : ("{Message:l}", [akka.Message]);
        var parsed = _parser.Parse(template);
        var properties = Properties(parsed, arguments).ToList();
        if (ActorPath(akka.LogSource) is { } path) properties.Add(new LogEventProperty(LogProperties.ActorPath, new ScalarValue(path)));
        var at = new DateTimeOffset(DateTime.SpecifyKind(akka.Timestamp, DateTimeKind.Utc));
        _log.Write(new Serilog.Events.LogEvent(at, LevelOf(akka.LogLevel()), akka.Cause, parsed, properties));
    }

    private static IEnumerable<LogEventProperty> Properties(MessageTemplate template, object?[] arguments) =>
        template.Tokens.OfType<PropertyToken>().Select((hole, index) => (hole.PropertyName, At: hole.TryGetPositionalValue(out var position) ? position : index))
            .Where(hole => hole.At < arguments.Length).DistinctBy(hole => hole.PropertyName)
            .Select(hole => new LogEventProperty(hole.PropertyName, LogProperties.Value(arguments[hole.At])));

    /// <summary>The path without the address; a log source may carry the system's name in brackets before or after it.</summary>
    private static string? ActorPath(string? source)
    {
        var start = source?.IndexOf("/user", StringComparison.Ordinal) ?? -1;
        if (start < 0) start = source?.IndexOf("/system", StringComparison.Ordinal) ?? -1;
        return start < 0 ? source : source![start..].TrimEnd(']', ')', ' ').Split('#')[0];
    }

    private static LogEventLevel LevelOf(LogLevel level) => level switch
    {
        LogLevel.DebugLevel => LogEventLevel.Debug,
        LogLevel.InfoLevel => LogEventLevel.Information,
        LogLevel.WarningLevel => LogEventLevel.Warning,
        _ => LogEventLevel.Error,
    };
}
