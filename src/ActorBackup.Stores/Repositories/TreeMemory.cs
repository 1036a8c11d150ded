using System.Collections.Concurrent;
using ActorBackup.Core.Sources;
using ActorBackup.Core.Trees;
using ActorBackup.Repository.Backups;

namespace ActorBackup.Stores.Repositories;

/// <summary>What captures of folders leave for the next ones. Lost with the process: then the next looks at everything. Safe for concurrent use.</summary>
internal sealed class TreeMemory
{
    /// <summary>Decoded trees of the last captures, for all sources of a store together.</summary>
    private const long TreeBytes = 64 << 20;

    private readonly ConcurrentDictionary<SourceId, TreeState> _states = new();

    public TreeCache Trees { get; } = new(TreeBytes);

    /// <summary>What the capture can go on from; null if its dirty paths count from something else.</summary>
    public TreeState? Of(TreeCapture capture, Vault vault) =>
        _states.TryGetValue(capture.Source.Id, out var state) && state.Vault == vault && state.Snapshot == capture.Previous?.Id && state.Rules == capture.Rules ? state : null;

    public void Keep(SourceId source, TreeState state) => _states[source] = state;
}
