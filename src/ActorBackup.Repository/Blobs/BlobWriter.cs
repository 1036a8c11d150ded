using ActorBackup.Repository.Buffers;
using ActorBackup.Repository.Ids;
using ActorBackup.Repository.Packs;

namespace ActorBackup.Repository.Blobs;

/// <summary>Stores blobs that the repository does not have: compresses, seals, packs, saves, indexes.</summary>
/// <remarks>Safe for concurrent use. Nothing that was added may be referred to by a snapshot before <see cref="FlushAsync"/> returned; disposing
/// without it leaves packs that prune removes. Backpressure: adding waits while too many packs are on their way. What failed once fails for good:
/// later calls throw the same.</remarks>
public sealed class BlobWriter : IAsyncDisposable
{
    private readonly OpenRepository _repository;
    private readonly PendingBlobs _pending;
    private readonly BlobPreparer _preparer;
    private readonly PackQueue _queue;
    private readonly BufferPool _buffers = new();
    private readonly Lock _gate = new();
    private readonly PackWriter?[] _open = new PackWriter?[2];
    private readonly HashSet<BlobWriter> _reliesOn = [];
    private readonly SemaphoreSlim _flushing = new(1);
    private AddsUnderWay _adding = new();
    private BlobsAdded _added;
    private int _relied;
    private RepositoryException? _failure;
    private bool _disposed;

    internal BlobWriter(OpenRepository repository, IndexFiles indexFiles, PendingBlobs pending)
    {
        (_repository, _pending) = (repository, pending);
        var (key, options) = (repository.Key.Key, repository.Options);
        _preparer = new BlobPreparer(key, repository.Zstd, _buffers, repository.Config.Version, options.Compression);
        _queue = new PackQueue(repository.Backend, key, indexFiles, pending, options.Clock, Fail);
    }

    /// <summary>What was stored so far.</summary>
    public BlobsAdded Added
    {
        get { lock (_gate) return _added; }
    }

    /// <param name="content">Used only until the task ends.</param>
    /// <returns>The id, and whether the blob is new to the repository.</returns>
    public ValueTask<(BlobId Id, bool IsNew)> AddAsync(BlobType type, ReadOnlyMemory<byte> content, CancellationToken stop) => AddAsync(type, content, again: false, stop);

    /// <summary>Stores one more copy of a blob that the index has already: prune moves blobs this way.</summary>
    internal async ValueTask<BlobId> AddAgainAsync(BlobType type, ReadOnlyMemory<byte> content, CancellationToken stop) => (await AddAsync(type, content, again: true, stop)).Id;

    /// <summary>Finishes the open packs and writes the index of everything since the last flush: durable and referable when it returns.</summary>
    /// <remarks>So is what was not added because another writer was storing it: that one is flushed too.</remarks>
    public async Task FlushAsync(CancellationToken stop)
    {
        int reliedBefore;
        lock (_gate) reliedBefore = _relied;
        foreach (var writer in WithThoseItReliesOn()) await writer.FlushOwnAsync(stop);
        lock (_gate)
        {
            // What was relied on is durable now. Forgotten, or each writer would keep the one before it alive for ever.
            if (_relied == reliedBefore) _reliesOn.Clear();
        }
    }

    public async ValueTask DisposeAsync()
    {
        lock (_gate)
        {
            if (_disposed) return;
            _disposed = true;
            if (_failure is null && !(_queue.IsEmpty && _open.All(pack => pack is null)))
                _failure = new RepositoryException(RepositoryFailure.Unreachable, "What was being stored was given up before it was finished; run it again.");
            CloseOpenPacks(pack => pack.Dispose());
        }
        await _queue.AbandonAsync();
        _pending.RemoveAll(this);
    }

    private async ValueTask<(BlobId Id, bool IsNew)> AddAsync(BlobType type, ReadOnlyMemory<byte> content, bool again, CancellationToken stop)
    {
        var blob = new BlobHandle(type, new BlobId(Sha256Value.Of(content.Span)));
        await _queue.RoomAsync(stop);
        // From here to the end nothing waits and nothing can be cancelled: others may rely on this blob already.
        var adding = Begin();
        try
        {
            var isNew = _pending.TryReserve(blob, _repository.Index, this, again, out var holder);
            if (isNew) Store(blob, content.Span);
            else if (holder is not null && holder != this) RelyOn(holder);
            return (blob.Id, isNew);
        }
        finally
        {
            adding.End();
        }
    }

    private AddsUnderWay Begin()
    {
        lock (_gate)
        {
            ThrowIfFailed();
            ObjectDisposedException.ThrowIf(_disposed, this);
            return _adding.Begin();
        }
    }

    private void Store(BlobHandle blob, ReadOnlySpan<byte> content)
    {
        byte[]? rented = null;
        try
        {
            var stored = _preparer.Prepare(blob, content, out var plainLength, out rented);
            Append(blob, stored, plainLength, content.Length);
        }
        catch (Exception e)
        {
            _pending.Remove(blob);
            var why = e as RepositoryException ?? new RepositoryException(RepositoryFailure.Unreachable, $"{blob} could not be prepared: {e.Message}", e);
            Fail(why);
            if (e is not (RepositoryException or ObjectDisposedException)) throw why;
            throw;
        }
        finally
        {
            if (rented is not null) _buffers.Return(rented);
        }
    }

    private void Append(BlobHandle blob, ReadOnlySpan<byte> stored, uint plainLength, int length)
    {
        lock (_gate)
        {
            ThrowIfFailed();
            ObjectDisposedException.ThrowIf(_disposed, this);
            var pack = _open[(int)blob.Type] ??= new PackWriter(_repository.Options.PackBytes);
            pack.Add(blob, stored, plainLength);
            _added = _added.With(blob.Type, length, stored.Length);
            if (pack.Bytes < _repository.Options.PackBytes && !pack.IsFull) return;
            _open[(int)blob.Type] = null;
            _queue.Add(pack);
        }
    }

    private async Task FlushOwnAsync(CancellationToken stop)
    {
        await _flushing.WaitAsync(stop);
        try
        {
            await AddedSoFar().WaitAsync(stop);
            lock (_gate)
            {
                ThrowIfFailed();
                CloseOpenPacks(_queue.Add);
            }
            await _queue.SavedAsync(stop);
            lock (_gate) ThrowIfFailed();
            await WriteIndexAsync(stop);
            lock (_gate) ThrowIfFailed();
        }
        finally
        {
            _flushing.Release();
        }
    }

    private async Task WriteIndexAsync(CancellationToken stop)
    {
        try
        {
            await _queue.WriteIndexAsync(stop);
        }
        catch (RepositoryException e)
        {
            Fail(e);
            throw;
        }
    }

    /// <summary>Ends when every add that has begun has ended: another one may have been told that its blob is there.</summary>
    private Task AddedSoFar()
    {
        lock (_gate)
        {
            var adding = _adding;
            _adding = new AddsUnderWay();
            return adding.Close();
        }
    }

    private void CloseOpenPacks(Action<PackWriter> close)
    {
        for (var i = 0; i < _open.Length; i++)
        {
            if (_open[i] is { } pack) close(pack);
            _open[i] = null;
        }
    }

    private void RelyOn(BlobWriter holder)
    {
        lock (_gate)
        {
            _reliesOn.Add(holder);
            _relied++;
        }
    }

    /// <summary>Also those whose blobs the relied-on ones were told to be there: a tree of one may name the data of another.</summary>
    private List<BlobWriter> WithThoseItReliesOn()
    {
        var found = new List<BlobWriter> { this };
        for (var i = 0; i < found.Count; i++)
        {
            lock (found[i]._gate) found.AddRange(found[i]._reliesOn.Where(writer => !found.Contains(writer)));
        }
        return found;
    }

    private void Fail(RepositoryException why)
    {
        lock (_gate)
        {
            if (_failure is not null) return;
            _failure = why;
            CloseOpenPacks(pack => pack.Dispose());
        }
        _ = _queue.AbandonAsync();
        _pending.RemoveAll(this);
    }

    private void ThrowIfFailed()
    {
        if (_failure is { } why) throw new RepositoryException(why.Failure, $"Storing has ended: {why.Message}", why);
    }

    /// <summary>Counts adds between two flushes.</summary>
    private sealed class AddsUnderWay
    {
        private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

        // One more than there are, until it is closed.
        private int _count = 1;

        public AddsUnderWay Begin()
        {
            Interlocked.Increment(ref _count);
            return this;
        }

        public void End()
        {
            if (Interlocked.Decrement(ref _count) == 0) _ended.TrySetResult();
        }

        public Task Close()
        {
            End();
            return _ended.Task;
        }
    }
}
