using ActorBackup.Repository.Blobs;

namespace ActorBackup.Repository.Backups;

/// <summary>Stores one file that comes in pieces, under a path it need not have on disk.</summary>
/// <remarks>One user at a time. At most one chunk (8 MiB) and its copy are in memory. What was written before a <see cref="Reset"/> stays stored, unreferred.</remarks>
public sealed class ContentBackup(OpenRepository repository, BlobWriter writer) : IAsyncDisposable
{
    /// <summary>Of what was written since the start or the last <see cref="Reset"/>.</summary>
    public long Bytes { get; private set; }

    /// <param name="piece">Used only until the task ends.</param>
    public ValueTask WriteAsync(ReadOnlyMemory<byte> piece, CancellationToken stop) => throw new NotImplementedException();

    /// <summary>Starts again with nothing, as when a capture was torn.</summary>
    public void Reset() => Bytes = 0;

    /// <summary>The rest of the content and the trees down to the file.</summary>
    public Task<BackupResult> FinishAsync(ContentFile file, CancellationToken stop) => throw new NotImplementedException();

    public ValueTask DisposeAsync() => (repository, writer) is var _ ? default : default;
}
