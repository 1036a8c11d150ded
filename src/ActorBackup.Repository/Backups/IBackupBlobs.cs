using ActorBackup.Repository.Blobs;
using ActorBackup.Repository.Ids;
using ActorBackup.Repository.Trees;

namespace ActorBackup.Repository.Backups;

/// <summary>The little of a repository that a backup needs while it runs. Safe for concurrent use.</summary>
internal interface IBackupBlobs
{
    /// <summary>New blobs as they are stored, in bytes, of everybody who uses the same writer.</summary>
    long StoredBytes { get; }

    ValueTask<(BlobId Id, bool IsNew)> AddAsync(BlobType type, ReadOnlyMemory<byte> content, CancellationToken stop);

    bool Contains(BlobHandle blob);

    /// <exception cref="RepositoryException">It is missing or damaged.</exception>
    Task<Tree> LoadTreeAsync(TreeId id, CancellationToken stop);
}
