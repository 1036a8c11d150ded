using ActorBackup.Core.Protocols;
using ActorBackup.Core.Snapshots;
using ActorBackup.Core.Trees;

namespace ActorBackup.Node.Http;

/// <summary>Reads what snapshots of folders hold, for reading only. Everything fails with <see cref="RefusedException"/>.</summary>
internal interface ISnapshotTrees
{
    /// <summary>In and below a path of the snapshot; empty: all of it.</summary>
    IAsyncEnumerable<TreeEntry> ListAsync(SourceProtocol.Chosen chosen, string path, CancellationToken stop);

    /// <param name="after">Null: the folder as it is now.</param>
    IAsyncEnumerable<TreeChange> CompareAsync(SourceProtocol.Chosen before, SourceProtocol.Chosen? after, CancellationToken stop);

    /// <param name="listed">Live snapshots of one source, oldest first; those that are not in the store that has most of them are left out.</param>
    IAsyncEnumerable<(Snapshot Snapshot, PathState State)> HistoryAsync(SourceProtocol.Snapshots listed, string path, CancellationToken stop);

    /// <summary>One file's content, each part verified before it is given.</summary>
    Task<Stream> OpenFileAsync(SourceProtocol.Chosen chosen, string path, CancellationToken stop);
}
