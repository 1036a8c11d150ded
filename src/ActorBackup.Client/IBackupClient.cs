using ActorBackup.Wire.Json;

namespace ActorBackup.Client;

/// <summary>What another process can ask of a node (interfaces 3).</summary>
/// <remarks>A source is given by its key or by its clear name (<c>linking-map</c>, <c>docs:a/b.json</c>). Every method throws
/// <see cref="NodeProblemException"/> if the node refuses and <see cref="NodeAwayException"/> if none is there. Safe for concurrent use.</remarks>
public interface IBackupClient : IDisposable
{
    /// <param name="source">One source or all matches of a glob; null for all.</param>
    Task<StatusJson> GetStatusAsync(string? source, CancellationToken stop);

    /// <summary>The running sources, a glob's matches instead of the glob.</summary>
    Task<IReadOnlyList<SourceNameJson>> GetSourcesAsync(string? source, CancellationToken stop);

    /// <summary>One source.</summary>
    Task<SourceStatusJson> GetSourceAsync(string source, CancellationToken stop);

    /// <summary>Oldest first; <paramref name="all"/> adds trash and lost.</summary>
    Task<IReadOnlyList<SnapshotJson>> GetSnapshotsAsync(string source, bool all, CancellationToken stop);

    /// <param name="snapshot">An id, a unique prefix, or <c>latest</c>.</param>
    /// <param name="at">The newest healthy one at or before this time; then <paramref name="snapshot"/> is not looked at.</param>
    Task<SnapshotJson> GetSnapshotAsync(string source, string snapshot, DateTimeOffset? at, string? store, CancellationToken stop);

    /// <summary>Writes a snapshot's content, verified against its digest before the first byte, to <paramref name="destination"/>.</summary>
    /// <exception cref="IOException">The answer broke off; what was written is not whole.</exception>
    Task CopyContentAsync(string source, string snapshot, Stream destination, CancellationToken stop);

    /// <summary>As <see cref="CopyContentAsync"/>, of one file of a folder's snapshot.</summary>
    /// <param name="path">Relative to the source's folder, or absolute in it; so below.</param>
    Task CopyFileAsync(string source, string snapshot, string path, Stream destination, CancellationToken stop);

    /// <summary>What is in and below a path of a folder's snapshot, as it arrives.</summary>
    /// <param name="path">Empty: all.</param>
    IAsyncEnumerable<TreeEntryJson> GetFilesAsync(string source, string snapshot, string path, CancellationToken stop);

    /// <summary>What differs between two snapshots of a folder.</summary>
    /// <param name="to">Null: the folder as it is now.</param>
    IAsyncEnumerable<TreeChangeJson> GetDiffAsync(string source, string from, string? to, CancellationToken stop);

    /// <summary>What became of a path, a state for each snapshot, oldest first.</summary>
    IAsyncEnumerable<PathStateJson> GetHistoryAsync(string source, string path, CancellationToken stop);

    Task<OutcomeJson> SignalAsync(string source, SignalRequest request, CancellationToken stop);

    Task<OutcomeJson> GetOutcomeAsync(string id, CancellationToken stop);

    Task<OutcomeJson> RestoreAsync(string source, RestoreRequest request, CancellationToken stop);

    Task<RetentionJson> RetainAsync(string source, RetainRequest request, CancellationToken stop);

    Task<IReadOnlyList<OutcomeJson>> AcceptAsync(string source, AcceptRequest request, CancellationToken stop);

    /// <param name="deed"><c>forget</c>, <c>undo</c>, <c>pin</c> or <c>unpin</c>.</param>
    Task<IReadOnlyList<OutcomeJson>> ChangeAsync(string source, string deed, SnapshotsRequest request, CancellationToken stop);

    /// <param name="source">Null restarts a part of the node itself.</param>
    Task<RestartJson> RestartAsync(string? source, string? part, CancellationToken stop);

    Task<ReloadJson> ReloadAsync(CancellationToken stop);

    /// <param name="source">Of this shared source only; null for all.</param>
    Task<MembersJson> GetMembersAsync(string? source, CancellationToken stop);

    /// <param name="thenStop">The node's process stops afterwards.</param>
    Task<ClusterChangeJson> LeaveClusterAsync(bool thenStop, CancellationToken stop);

    Task<ClusterChangeJson> DownAsync(string node, CancellationToken stop);

    /// <summary>The last lines, oldest first, then, if <paramref name="follow"/>, every new one until stopped.</summary>
    IAsyncEnumerable<LogLineJson> GetLogsAsync(string? source, string? part, bool follow, CancellationToken stop);
}
