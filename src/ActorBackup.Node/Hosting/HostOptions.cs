using ActorBackup.Actors.Hosting;
using ActorBackup.Node.Cli;
using Serilog.Core;

namespace ActorBackup.Node.Hosting;

/// <summary>How a node is hosted.</summary>
/// <param name="Terminal">Where its log is shown beside the files; null where nobody looks.</param>
internal sealed record HostOptions(NodeMode Mode, World World, ILogEventSink? Terminal)
{
    /// <summary>Has the last word on what the actors get.</summary>
    public Func<NodeParts, NodeParts> Change { get; init; } = parts => parts;
}
