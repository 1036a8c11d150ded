using ActorBackup.Node.Logging;
using Serilog.Core;
using Serilog.Events;

namespace ActorBackup.Node.Cli.Output;

/// <summary>The log of a node that lives for one command: errors to stderr, the rest is the command's own words.</summary>
internal sealed class WarningsOnly(Terminal terminal) : ILogEventSink
{
    public void Emit(LogEvent logEvent)
    {
        if (logEvent.Level >= LogEventLevel.Error) terminal.Warn(LogProperties.Line(logEvent).Message);
    }
}
