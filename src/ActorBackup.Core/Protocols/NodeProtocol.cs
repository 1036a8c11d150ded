using System.Collections.Immutable;
using ActorBackup.Core.Sources;

namespace ActorBackup.Core.Protocols;

/// <summary>What may be said to the node as a whole (actor /user/node), and what it answers.</summary>
public static class NodeProtocol
{
    /// <summary>Answered by <see cref="NodeStatus"/>: every source, or the one named and its matches.</summary>
    /// <param name="LocalOnly">Leaves out what several nodes share.</param>
    public sealed record GetStatus(string? Source, bool LocalOnly = false);
    /// <summary>Answered by <see cref="SourceList"/>: every running source id, a glob's matches instead of the glob. Null: all.</summary>
    public sealed record GetSources(string? Source);
    /// <summary>Read the configuration again; answered by <see cref="Reloaded"/>. A wrong one changes nothing.</summary>
    public sealed record Reload;
    /// <summary>Restart a part of the node: a store or the watcher. Answered by <see cref="Restarted"/>.</summary>
    public sealed record RestartPart(string? Part);
    /// <summary>Snapshot everything (SIGUSR1).</summary>
    public sealed record SnapshotEverything;
    /// <summary>Capture what is still settling, finish what is under way, then <see cref="Drained"/>: a clean stop (rules 2).</summary>
    public sealed record Drain;

    public sealed record NodeStatus(NodeId Node, string Version, string Runtime, DateTimeOffset StartedAt, DateTimeOffset ConfiguredAt, ImmutableList<SourceStatus> Sources);
    public sealed record SourceList(ImmutableList<SourceId> Sources);
    public sealed record Reloaded(bool Changed, string? Failure);
    public sealed record Restarted(string? Failure);
    public sealed record Drained;
    /// <summary>All sources have reconciled, or cannot (their state says why). <paramref name="Locked"/>: another data folder runs these.</summary>
    public sealed record Ready(ImmutableList<string> Locked);
    /// <summary>Answered by <see cref="Ready"/> once.</summary>
    public sealed record AwaitReady;
}
