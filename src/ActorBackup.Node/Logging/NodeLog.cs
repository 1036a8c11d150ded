using ActorBackup.Core.Sources;
using Serilog;
using Serilog.Core;
using Serilog.Formatting;

namespace ActorBackup.Node.Logging;

/// <summary>Builds the node's one logger: files of the node and its sources, the tail for <c>logs -f</c>, and the terminal.</summary>
internal static class NodeLog
{
    public const int FilesKept = 14;

    /// <param name="logs">The folder <c>data/logs</c>, or null: nothing is written to disk.</param>
    /// <param name="terminal">Null where nobody looks.</param>
    public static Logger Open(string? logs, bool json, NodeId node, LogTail tail, ILogEventSink? terminal, TimeProvider time)
    {
        var configuration = new LoggerConfiguration()
            .MinimumLevel.Information()
            .Enrich.WithProperty(LogProperties.NodeId, node.Value)
            .WriteTo.Sink(tail);
        if (terminal is not null) configuration.WriteTo.Sink(terminal);
        if (logs is null) return configuration.CreateLogger();

        ITextFormatter format = json ? new LogLineCompact() : new LogLineText();
        return configuration
            .WriteTo.File(format, Path.Join(logs, "node-.log"), rollingInterval: RollingInterval.Day, retainedFileCountLimit: FilesKept)
            .WriteTo.Sink(new SourceLogs(Path.Join(logs, "sources"), format, time))
            .CreateLogger();
    }
}
