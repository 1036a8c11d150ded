using System.Buffers;
using System.Collections.Immutable;
using ActorBackup.Repository.Blobs;
using ActorBackup.Repository.Chunking;
using ActorBackup.Repository.Documents;
using ActorBackup.Repository.Ids;
using ActorBackup.Repository.Trees;

namespace ActorBackup.Repository.Backups;

/// <summary>Stores one file that comes in pieces, under a path it need not have on disk.</summary>
/// <remarks>One user at a time. At most two chunks (of 8 MiB) are in memory: one that fills and one that is stored meanwhile. What was written before a
/// <see cref="Reset"/> stays stored, and nothing refers to it.</remarks>
public sealed class ContentBackup : IAsyncDisposable
{
    private const int FirstBufferBytes = 1 << 16;

    private readonly IBackupBlobs _blobs;
    private readonly Chunker _chunker;
    private readonly TimeProvider _clock;
    private readonly NodeTime _startedAt;
    private readonly long _storedBefore;
    private readonly List<Task<BlobId>> _content = [];
    private byte[] _buffer = [];
    private int _filled;
    private Task _storing = Task.CompletedTask;
    private long _newBlobs, _newBytes;

    /// <param name="writer">Used until <see cref="FinishAsync"/>; its flush is the caller's.</param>
    public ContentBackup(OpenRepository repository, BlobWriter writer)
        : this(new RepositoryBlobs(repository, writer), repository.Chunker, repository.Options.Clock)
    {
    }

    internal ContentBackup(IBackupBlobs blobs, Chunker chunker, TimeProvider clock) =>
        (_blobs, _chunker, _clock, _startedAt, _storedBefore) = (blobs, chunker, clock, NodeTime.From(clock.GetLocalNow()), blobs.StoredBytes);

    /// <summary>Of what was written since the start or the last <see cref="Reset"/>.</summary>
    public long Bytes { get; private set; }

    /// <param name="piece">Used only until the task ends.</param>
    public async ValueTask WriteAsync(ReadOnlyMemory<byte> piece, CancellationToken stop)
    {
        while (!piece.IsEmpty)
        {
            MakeRoom(piece.Length);
            var searched = _filled;
            var taken = Math.Min(piece.Length, _buffer.Length - _filled);
            piece.Span[..taken].CopyTo(_buffer.AsSpan(_filled));
            (_filled, Bytes, piece) = (_filled + taken, Bytes + taken, piece[taken..]);
            while (_filled >= Chunker.MinBytes && _chunker.FindCut(_buffer.AsSpan(0, _filled), searched) is > 0 and var cut)
            {
                await CutAsync(cut, stop);
                searched = 0;
            }
        }
    }

    /// <summary>Starts again with nothing, as when a capture was torn.</summary>
    public void Reset()
    {
        _content.Clear();
        (_filled, Bytes) = (0, 0);
    }

    /// <summary>The rest of the content, and the trees down to the file.</summary>
    public async Task<BackupResult> FinishAsync(ContentFile file, CancellationToken stop)
    {
        if (_filled > 0) await CutAsync(_filled, stop);
        var content = ImmutableArray.CreateBuilder<BlobId>(_content.Count);
        foreach (var chunk in _content) content.Add(await chunk);

        var parents = new ContentFolders(_clock.LocalTimeZone, file);
        var node = parents.File() with { Content = content.MoveToImmutable(), Size = (ulong)Bytes };
        var (tree, stored) = (new Tree([node]), 0);
        var root = await StoreAsync(tree);
        foreach (var folder in parents.Upwards())
        {
            tree = new Tree([folder with { Subtree = root }]);
            root = await StoreAsync(tree);
        }

        var summary = new SnapshotSummary(
            _startedAt, NodeTime.From(_clock.GetLocalNow()), 1, 0, 0, 0, 0, 0, (ulong)_newBlobs, (ulong)stored, (ulong)_newBytes, (ulong)Math.Max(0, _blobs.StoredBytes - _storedBefore), 1, (ulong)Bytes);
        return new BackupResult(root, new BackupState(root, _startedAt) { Files = 1, Bytes = Bytes }, summary, [new TargetNode(file.Path, node)]) { LookedAtAll = true };

        async Task<TreeId> StoreAsync(Tree one)
        {
            var json = TreeFormat.Write(one);
            var (id, isNew) = await _blobs.AddAsync(BlobType.Tree, json, stop);
            if (isNew) (stored, _newBytes) = (stored + 1, _newBytes + json.Length);
            return new TreeId(id.Value);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _storing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (_buffer.Length > 0) ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = [];
    }

    private void MakeRoom(int wanted)
    {
        if (_filled < _buffer.Length || _buffer.Length >= Chunker.MaxBytes) return;
        var larger = ArrayPool<byte>.Shared.Rent((int)Math.Clamp((long)_filled + wanted, FirstBufferBytes, Chunker.MaxBytes));
        _buffer.AsSpan(0, _filled).CopyTo(larger);
        if (_buffer.Length > 0) ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = larger;
    }

    /// <summary>Gives the start of the buffer away and goes on with the rest in another.</summary>
    private async ValueTask CutAsync(int length, CancellationToken stop)
    {
        // One at a time: its failure ends the backup, and no more memory is taken than was promised.
        await _storing;
        var (full, rest) = (_buffer, _filled - length);
        _buffer = ArrayPool<byte>.Shared.Rent(Math.Max(full.Length, FirstBufferBytes));
        full.AsSpan(length, rest).CopyTo(_buffer);
        _filled = rest;
        var storing = length < Chunker.MinBytes ? StoreAsync(full, length, stop) : Task.Run(() => StoreAsync(full, length, stop), CancellationToken.None);
        _content.Add(storing);
        _storing = storing;
    }

    private async Task<BlobId> StoreAsync(byte[] chunk, int length, CancellationToken stop)
    {
        try
        {
            var (id, isNew) = await _blobs.AddAsync(BlobType.Data, chunk.AsMemory(0, length), stop);
            if (isNew) (_newBlobs, _newBytes) = (_newBlobs + 1, _newBytes + length);
            return id;
        }
        finally { ArrayPool<byte>.Shared.Return(chunk); }
    }
}
