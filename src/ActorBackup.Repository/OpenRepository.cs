using System.Collections.Immutable;
using ActorBackup.Repository.Backends;
using ActorBackup.Repository.Blobs;
using ActorBackup.Repository.Documents;
using ActorBackup.Repository.Ids;
using ActorBackup.Repository.Locks;
using ActorBackup.Repository.Trees;

namespace ActorBackup.Repository;

/// <summary>A repository whose key is known: reads and writes its documents and blobs, keeps its index in memory.</summary>
/// <remarks>Safe for concurrent use. Takes no lock by itself: whoever works on it holds one (<see cref="LockAsync"/>).</remarks>
public sealed class OpenRepository : IAsyncDisposable
{
    internal OpenRepository(IBackend backend, RepositoryOptions options, RepositoryConfig config) =>
        (Backend, Options, Config) = (backend, options, config);

    public IBackend Backend { get; }

    public RepositoryOptions Options { get; }

    public RepositoryConfig Config { get; }

    /// <summary>Empty until <see cref="RefreshIndexAsync"/> was called.</summary>
    public BlobIndex Index => throw new NotImplementedException();

    /// <summary>Makes a new repository of version 2 and opens it.</summary>
    public static Task<OpenRepository> InitAsync(IBackend backend, string password, RepositoryOptions options, CancellationToken stop) => throw new NotImplementedException();

    public static Task<OpenRepository> OpenAsync(IBackend backend, string password, RepositoryOptions options, CancellationToken stop) => throw new NotImplementedException();

    /// <summary>Lists <c>index/</c>, loads what is new, forgets what is gone. Cheap if nothing changed.</summary>
    public Task RefreshIndexAsync(CancellationToken stop) => throw new NotImplementedException();

    /// <summary>The blob's plaintext, proven by its id; other copies are tried if one is bad.</summary>
    public Task<ReadOnlyMemory<byte>> LoadBlobAsync(BlobHandle blob, CancellationToken stop) => throw new NotImplementedException();

    public Task<Tree> LoadTreeAsync(TreeId id, CancellationToken stop) => throw new NotImplementedException();

    /// <summary>Every readable snapshot; what cannot be read is told to <see cref="RepositoryOptions.Warn"/>, or fails if <paramref name="strict"/>.</summary>
    public Task<IReadOnlyList<StoredSnapshot>> SnapshotsAsync(bool strict, CancellationToken stop) => throw new NotImplementedException();

    /// <summary>The one snapshot that <paramref name="text"/> (an id or an unambiguous prefix, or <c>latest</c>) means.</summary>
    public Task<StoredSnapshot> FindSnapshotAsync(string text, CancellationToken stop) => throw new NotImplementedException();

    public Task<SnapshotFileId> SaveSnapshotAsync(SnapshotDocument snapshot, CancellationToken stop) => throw new NotImplementedException();

    public Task RemoveSnapshotAsync(SnapshotFileId id, CancellationToken stop) => throw new NotImplementedException();

    /// <summary>Packs, then one index, for any number of captures; see <see cref="BlobWriter"/>.</summary>
    public BlobWriter BeginWriting() => throw new NotImplementedException();

    /// <summary>Written, then others are looked for; released and deleted by disposing.</summary>
    /// <exception cref="RepositoryException"><see cref="RepositoryFailure.Locked"/>: whose lock stands against it, since when, and how to remove a stale one.</exception>
    public Task<RepositoryLock> LockAsync(LockMode mode, CancellationToken stop) => throw new NotImplementedException();

    /// <summary>The JSON of an unpacked file (index, snapshot, lock): proven by its name, opened, decompressed.</summary>
    /// <exception cref="RepositoryException"><see cref="RepositoryFailure.Missing"/>, <see cref="RepositoryFailure.Damaged"/>, <see cref="RepositoryFailure.Unsupported"/>.</exception>
    internal Task<ReadOnlyMemory<byte>> LoadDocumentAsync(FileHandle file, CancellationToken stop) => throw new NotImplementedException();

    /// <summary>Compressed (version 2), sealed, saved under its hash.</summary>
    internal Task<FileHandle> SaveDocumentAsync(FileKind kind, ReadOnlyMemory<byte> json, CancellationToken stop) => throw new NotImplementedException();

    /// <summary>What a pack's own header says it holds, offsets added up.</summary>
    /// <param name="packBytes">Size of the whole pack, from a listing.</param>
    /// <exception cref="RepositoryException"><see cref="RepositoryFailure.Missing"/>, <see cref="RepositoryFailure.Damaged"/>.</exception>
    internal Task<ImmutableArray<PackedBlob>> LoadPackHeaderAsync(PackId pack, long packBytes, CancellationToken stop) => throw new NotImplementedException();

    /// <summary>A sealed pack header's entries.</summary>
    /// <param name="what">For the error.</param>
    internal ImmutableArray<PackedBlob> OpenPackHeader(ReadOnlySpan<byte> sealedHeader, string what) => throw new NotImplementedException();

    /// <summary>Opens, decompresses and hashes a blob as it is stored.</summary>
    /// <param name="stored">Exactly its bytes in the pack.</param>
    /// <exception cref="RepositoryException"><see cref="RepositoryFailure.Damaged"/>.</exception>
    internal ReadOnlyMemory<byte> OpenBlob(ReadOnlySpan<byte> stored, PackedBlob blob, PackId pack) => throw new NotImplementedException();

    public ValueTask DisposeAsync() => Backend.DisposeAsync();
}

/// <summary>A snapshot and the name of its file.</summary>
public sealed record StoredSnapshot(SnapshotFileId Id, SnapshotDocument Document);
