namespace ActorBackup.Repository.Backends;

/// <summary>Keeps whole files under a kind and a name. A file is written once and never changed.</summary>
/// <remarks>Must pass every test of the backend contract: a save is all or nothing and durable when it returns, and what was saved can be loaded
/// and listed at once. Fits a folder, S3 and restic's REST server. Safe for concurrent use. Failures are <see cref="RepositoryException"/>:
/// <see cref="RepositoryFailure.Missing"/>, <see cref="RepositoryFailure.Full"/>, <see cref="RepositoryFailure.Denied"/>,
/// <see cref="RepositoryFailure.Unreachable"/> (the only one that another try may mend), <see cref="RepositoryFailure.Exists"/>.</remarks>
public interface IBackend : IAsyncDisposable
{
    /// <summary>For people: the folder or URL, without secrets.</summary>
    string Location { get; }

    /// <summary>How many operations at a time do it good; at least 1.</summary>
    int Connections { get; }

    /// <summary>Makes the place ready for a new repository; harmless if it is.</summary>
    Task CreateAsync(CancellationToken stop);

    /// <summary>Saves a file whose name is its hash: saving what is there already succeeds.</summary>
    Task SaveAsync(FileHandle file, ReadOnlyMemory<byte> content, CancellationToken stop);

    /// <summary>Saves only if there is no such file; false if there is one, which is left as it was. For <c>config</c>.</summary>
    Task<bool> TryCreateAsync(FileHandle file, ReadOnlyMemory<byte> content, CancellationToken stop);

    /// <summary>All of the file if <paramref name="range"/> is null.</summary>
    Task<ReadOnlyMemory<byte>> LoadAsync(FileHandle file, ByteRange? range, CancellationToken stop);

    /// <summary>A part of the file, as long as <paramref name="into"/>: the same as the other, without a new array where the backend can.</summary>
    async Task LoadAsync(FileHandle file, long offset, Memory<byte> into, CancellationToken stop) =>
        (await LoadAsync(file, new ByteRange(offset, into.Length), stop)).CopyTo(into);

    /// <summary>Size in bytes; null if there is no such file.</summary>
    Task<long?> SizeAsync(FileHandle file, CancellationToken stop);

    /// <summary>The files of one kind, each once, in no particular order; names that are no ids are left out.</summary>
    IAsyncEnumerable<StoredFile> ListAsync(FileKind kind, CancellationToken stop);

    /// <summary>Removing what is not there succeeds, so that a removal can be repeated. Durable when it returns.</summary>
    Task RemoveAsync(FileHandle file, CancellationToken stop);

    /// <summary>Removes what saves left that were killed midway and nobody ever reads; where there can be no such thing, nothing.</summary>
    /// <param name="olderThan">By the clock of whoever keeps the files; younger ones may still be being written.</param>
    Task RemoveLeftoversAsync(DateTimeOffset olderThan, CancellationToken stop) => Task.CompletedTask;
}
