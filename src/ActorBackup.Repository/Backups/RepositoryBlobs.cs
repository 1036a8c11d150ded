using ActorBackup.Repository.Blobs;
using ActorBackup.Repository.Ids;
using ActorBackup.Repository.Trees;

namespace ActorBackup.Repository.Backups;

/// <summary>A repository and the writer that a run shares with others.</summary>
internal sealed class RepositoryBlobs(OpenRepository repository, BlobWriter writer) : IBackupBlobs
{
    public long StoredBytes => writer.Added.StoredBytes;

    public ValueTask<(BlobId Id, bool IsNew)> AddAsync(BlobType type, ReadOnlyMemory<byte> content, CancellationToken stop) => writer.AddAsync(type, content, stop);

    public bool Contains(BlobHandle blob) => repository.Index.Contains(blob);

    public Task<Tree> LoadTreeAsync(TreeId id, CancellationToken stop) => repository.LoadTreeAsync(id, stop);
}
