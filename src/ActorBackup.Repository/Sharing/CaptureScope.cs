using ActorBackup.Repository.Backends;
using ActorBackup.Repository.Blobs;
using ActorBackup.Repository.Ids;
using ActorBackup.Repository.Locks;

namespace ActorBackup.Repository.Sharing;

/// <summary>What one capture works with. Valid until its function returns.</summary>
/// <remarks>The lock stands and the index was refreshed under it: no blob it knows is removed while the capture runs.</remarks>
public sealed class CaptureScope
{
    private readonly RepositoryLock _lock;

    internal CaptureScope(OpenRepository repository, BlobWriter writer, RepositoryLock held) => (Repository, Writer, _lock) = (repository, writer, held);

    public OpenRepository Repository { get; }

    /// <summary>Shared with the captures of the same group: neither flushed nor disposed by a capture.</summary>
    public BlobWriter Writer { get; }

    /// <summary>Called once all that the snapshot reaches is durable, right before its file is written: what it throws keeps it from being written.</summary>
    public Action BeforeListed { get; set; } = static () => { };

    /// <summary>Whether the snapshot is still there. What it reaches is then there too, and may be referred to without looking each blob up.</summary>
    public async Task<bool> ParentStandsAsync(SnapshotFileId parent, CancellationToken stop)
    {
        _lock.Demand();
        return await Repository.Backend.SizeAsync(FileHandle.Of(parent), stop) is > 0;
    }
}
