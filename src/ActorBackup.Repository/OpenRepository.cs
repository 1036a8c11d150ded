using System.Buffers;
using System.Collections.Immutable;
using ActorBackup.Repository.Backends;
using ActorBackup.Repository.Blobs;
using ActorBackup.Repository.Chunking;
using ActorBackup.Repository.Documents;
using ActorBackup.Repository.Ids;
using ActorBackup.Repository.Keys;
using ActorBackup.Repository.Locks;
using ActorBackup.Repository.Packs;
using ActorBackup.Repository.Trees;
using ActorBackup.Repository.Zstandard;

namespace ActorBackup.Repository;

/// <summary>A repository whose key is known: reads and writes its documents and blobs, keeps its index in memory.</summary>
/// <remarks>Safe for concurrent use. Takes no lock by itself: whoever works on it holds one (<see cref="LockAsync"/>).</remarks>
public sealed class OpenRepository : IAsyncDisposable
{
    private readonly UnpackedFiles _documents;
    private readonly SnapshotFiles _snapshots;
    private readonly IndexFiles _indexFiles;
    private readonly PackReader _packs;
    private readonly BlobOpener _opener;
    private readonly LockFiles _locks;
    private readonly PendingBlobs _pending = new();

    internal OpenRepository(IBackend backend, RepositoryOptions options, RepositoryConfig config, OpenKey key)
    {
        (Backend, Options, Config, Key) = (backend, options, config, key);
        _documents = new UnpackedFiles(backend, key.Key, config.Version, Zstd);
        _snapshots = new SnapshotFiles(backend, _documents, options.Warn);
        _indexFiles = new IndexFiles(backend, _documents, config.Version, Index, options.Warn);
        _opener = new BlobOpener(key.Key, Zstd, ArrayPool<byte>.Shared);
        _packs = new PackReader(backend, key.Key, config.Version, _opener);
        _locks = new LockFiles(backend, _documents, options);
    }

    public IBackend Backend { get; }

    public RepositoryOptions Options { get; }

    public RepositoryConfig Config { get; }

    /// <summary>The key file it was opened with; for <see cref="KeyRing"/>.</summary>
    public OpenKey Key { get; }

    /// <summary>Empty until <see cref="RefreshIndexAsync"/> was called.</summary>
    public BlobIndex Index { get; } = new();

    internal Zstd Zstd { get; } = new();

    /// <summary>Made once: its tables cost more than capturing a small file.</summary>
    internal Chunker Chunker => field ??= new Chunker(Config.ChunkerPolynomial);

    internal LockFiles Locks => _locks;

    /// <summary>Makes a new repository of version 2 and opens it.</summary>
    /// <exception cref="RepositoryException"><see cref="RepositoryFailure.Exists"/>: a config, a key or a snapshot is there already.</exception>
    public static Task<OpenRepository> InitAsync(IBackend backend, string password, RepositoryOptions options, CancellationToken stop) =>
        InitAsync(backend, password, options, new RepositorySetup(), stop);

    public static Task<OpenRepository> InitAsync(
        IBackend backend, string password, RepositoryOptions options, RepositorySetup setup, CancellationToken stop) =>
        RepositoryOpening.InitAsync(backend, password, options, setup, stop);

    /// <exception cref="RepositoryException"><see cref="RepositoryFailure.NoRepository"/>, <see cref="RepositoryFailure.WrongPassword"/>,
    /// <see cref="RepositoryFailure.Damaged"/> or <see cref="RepositoryFailure.Unsupported"/> config.</exception>
    public static Task<OpenRepository> OpenAsync(IBackend backend, string password, RepositoryOptions options, CancellationToken stop) =>
        RepositoryOpening.OpenAsync(backend, password, options, stop);

    /// <summary>Lists <c>index/</c>, loads what is new, forgets what is gone. Cheap if nothing changed.</summary>
    /// <remarks>A file that cannot be read is told to <see cref="RepositoryOptions.Warn"/>; reading goes on without it, <see cref="BeginWriting"/> refuses.</remarks>
    public Task RefreshIndexAsync(CancellationToken stop) => _indexFiles.RefreshAsync(stop);

    /// <summary>The blob's plaintext, proven by its id; other copies are tried if one is bad.</summary>
    /// <exception cref="RepositoryException"><see cref="RepositoryFailure.Missing"/>: no index file knows it. Else what failed with its last copy.</exception>
    public async Task<ReadOnlyMemory<byte>> LoadBlobAsync(BlobHandle blob, CancellationToken stop)
    {
        var copies = Index.Locate(blob);
        for (var i = 0; i < copies.Count; i++)
        {
            var (pack, offset, length, plainLength) = copies[i];
            try
            {
                return await _packs.LoadAsync(pack, new PackedBlob(blob, offset, length, plainLength), stop);
            }
            catch (RepositoryException e) when (i < copies.Count - 1 && e.Failure is RepositoryFailure.Damaged or RepositoryFailure.Missing)
            {
                Options.Warn($"{e.Message} Another copy is taken.");
            }
        }
        throw new RepositoryException(RepositoryFailure.Missing, $"No index file at {Backend.Location} knows the blob '{blob}'. If its pack is there, repairing the index finds it.");
    }

    /// <summary>Some blobs of one pack in few requests, each with its content or its own failure, in the order of the pack.</summary>
    internal IAsyncEnumerable<LoadedBlob> LoadBlobsAsync(PackId pack, IEnumerable<PackedBlob> blobs, CancellationToken stop) => _packs.LoadAsync(pack, blobs, stop);

    public async Task<Tree> LoadTreeAsync(TreeId id, CancellationToken stop) => TreeFormat.Read((await LoadBlobAsync(BlobHandle.Tree(id), stop)).Span);

    /// <summary>Every readable snapshot, oldest first; what cannot be read is told to <see cref="RepositoryOptions.Warn"/>, or fails if <paramref name="strict"/>.</summary>
    public Task<IReadOnlyList<StoredSnapshot>> SnapshotsAsync(bool strict, CancellationToken stop) => _snapshots.ListAsync(strict, stop);

    /// <summary>The one snapshot that <paramref name="text"/> (an id or an unambiguous prefix, or <c>latest</c>) means.</summary>
    /// <exception cref="RepositoryException"><see cref="RepositoryFailure.Missing"/>; <see cref="RepositoryFailure.Refused"/>: ambiguous, or no id.</exception>
    public Task<StoredSnapshot> FindSnapshotAsync(string text, CancellationToken stop) => _snapshots.FindAsync(text, stop);

    /// <summary>Only after everything its tree reaches was flushed (<see cref="BlobWriter.FlushAsync"/>).</summary>
    public Task<SnapshotFileId> SaveSnapshotAsync(SnapshotDocument snapshot, CancellationToken stop) => _snapshots.SaveAsync(snapshot, stop);

    public Task RemoveSnapshotAsync(SnapshotFileId id, CancellationToken stop) => _snapshots.RemoveAsync(id, stop);

    /// <summary>Packs, then one index, for any number of captures; see <see cref="BlobWriter"/>.</summary>
    /// <exception cref="RepositoryException"><see cref="RepositoryFailure.Damaged"/>: an index file cannot be read.</exception>
    public BlobWriter BeginWriting()
    {
        _indexFiles.DemandWhole();
        return new BlobWriter(this, _indexFiles, _pending);
    }

    /// <summary>As restic does it: others are looked for, ours is written, after 200 ms others are looked for again. Refreshed until it is disposed.</summary>
    /// <exception cref="RepositoryException"><see cref="RepositoryFailure.Locked"/>: whose lock stands against it, since when, and how to remove a stale one.</exception>
    public Task<RepositoryLock> LockAsync(LockMode mode, CancellationToken stop) => _locks.AcquireAsync(mode, stop);

    /// <summary>Whose locks there are; those that cannot be read are told to <see cref="RepositoryOptions.Warn"/>.</summary>
    public Task<IReadOnlyList<StoredLock>> LocksAsync(CancellationToken stop) => _locks.ListAsync(stop);

    /// <summary>Deletes stale locks: not refreshed for 30 minutes, or of a process of this machine that is gone.</summary>
    /// <param name="all">Every lock, unread: only where nobody works on the repository.</param>
    /// <returns>How many were deleted.</returns>
    public Task<int> UnlockAsync(bool all, CancellationToken stop) => _locks.UnlockAsync(all, stop);

    /// <summary>The JSON of an unpacked file (index, snapshot, lock): proven by its name, opened, decompressed.</summary>
    /// <exception cref="RepositoryException"><see cref="RepositoryFailure.Missing"/>, <see cref="RepositoryFailure.Damaged"/>, <see cref="RepositoryFailure.Unsupported"/>.</exception>
    internal Task<ReadOnlyMemory<byte>> LoadDocumentAsync(FileHandle file, CancellationToken stop) => _documents.LoadAsync(file, stop);

    /// <summary>Compressed (version 2), sealed, saved under its hash.</summary>
    internal Task<FileHandle> SaveDocumentAsync(FileKind kind, ReadOnlyMemory<byte> json, CancellationToken stop) => _documents.SaveAsync(kind, json, stop);

    /// <summary>Saves an index file; <see cref="Index"/> knows it when it returns.</summary>
    internal Task<IndexId> SaveIndexAsync(IndexDocument index, CancellationToken stop) => _indexFiles.SaveAsync(index, stop);

    /// <summary>What a pack's own header says it holds, offsets added up.</summary>
    /// <param name="packBytes">Size of the whole pack, from a listing.</param>
    /// <exception cref="RepositoryException"><see cref="RepositoryFailure.Missing"/>, <see cref="RepositoryFailure.Damaged"/>.</exception>
    internal Task<ImmutableArray<PackedBlob>> LoadPackHeaderAsync(PackId pack, long packBytes, CancellationToken stop) => _packs.LoadHeaderAsync(pack, packBytes, stop);

    /// <summary>A sealed pack header's entries.</summary>
    /// <param name="what">For the error.</param>
    internal ImmutableArray<PackedBlob> OpenPackHeader(ReadOnlySpan<byte> sealedHeader, string what) => _packs.OpenHeader(sealedHeader, what);

    /// <summary>Opens, decompresses and hashes a blob as it is stored.</summary>
    /// <param name="stored">Exactly its bytes in the pack.</param>
    /// <exception cref="RepositoryException"><see cref="RepositoryFailure.Damaged"/>.</exception>
    internal ReadOnlyMemory<byte> OpenBlob(ReadOnlySpan<byte> stored, PackedBlob blob, PackId pack)
    {
        var content = new byte[BlobOpener.ContentBytes(blob, pack)];
        _opener.Open(stored, blob, pack, content);
        return content;
    }

    /// <summary>As the other, without a new array.</summary>
    /// <param name="into">As long as the plaintext.</param>
    internal void OpenBlob(ReadOnlySpan<byte> stored, PackedBlob blob, PackId pack, Span<byte> into) => _opener.Open(stored, blob, pack, into);

    /// <summary>As the others, in the buffer it lies in: the bytes of <paramref name="stored"/> are used up.</summary>
    /// <param name="into">As long as the plaintext.</param>
    internal void OpenBlobInPlace(Span<byte> stored, PackedBlob blob, PackId pack, Span<byte> into) => _opener.OpenInPlace(stored, blob, pack, into);

    public ValueTask DisposeAsync()
    {
        _indexFiles.Dispose();
        Zstd.Dispose();
        return Backend.DisposeAsync();
    }
}

/// <summary>A snapshot and the name of its file.</summary>
public sealed record StoredSnapshot(SnapshotFileId Id, SnapshotDocument Document);
