using System.Collections.Immutable;
using ActorBackup.Repository.Backends;
using ActorBackup.Repository.Crypto;
using ActorBackup.Repository.Documents;
using ActorBackup.Repository.Packs;

namespace ActorBackup.Repository.Blobs;

/// <summary>Saves finished packs in the background, one after the other, and writes the index files that tell of them.</summary>
#pragma warning disable CA1001 // Neither the semaphore nor the source has anything to release: no timer, no wait handle.
internal sealed class PackQueue(IBackend backend, MasterKey key, IndexFiles indexFiles, PendingBlobs pending, TimeProvider clock, Action<RepositoryException> failed)
#pragma warning restore CA1001
{
    /// <summary>restic's numbers (format specification, section 9): what a crash leaves without an index is bounded by them.</summary>
    private const int IndexedAtOnce = 50_000;

    // Each holds a pack's memory. With one the disk's sync of a pack is waited for, while both processors idle.
    private const int AtATime = 2;

    private static readonly TimeSpan IndexedAfter = TimeSpan.FromMinutes(10);

    private readonly Lock _gate = new();
    private readonly Queue<PackWriter> _waiting = new();
    private readonly HashSet<PackWriter> _saving = [];
    private readonly List<IndexedPack> _notIndexed = [];
    private readonly SemaphoreSlim _indexing = new(1);
    private readonly CancellationTokenSource _abandoned = new();
    private TaskCompletionSource _room = NewSignal();
    private long _firstNotIndexedAt;
    private int _blobsNotIndexed;

    /// <summary>Whether a pack lies here that no index file tells of.</summary>
    public bool IsEmpty
    {
        get { lock (_gate) return _waiting.Count == 0 && _saving.Count == 0 && _notIndexed.Count == 0; }
    }

    public void Add(PackWriter pack)
    {
        lock (_gate)
        {
            if (_waiting.Count == 0 && _saving.Count == 0 && _notIndexed.Count == 0) _firstNotIndexedAt = clock.GetTimestamp();
            if (_abandoned.IsCancellationRequested) pack.Dispose();
            else _waiting.Enqueue(pack);
            StartSaving();
        }
    }

    /// <summary>Waits while packs wait: who adds blobs may not be faster than who saves them.</summary>
    public ValueTask RoomAsync(CancellationToken stop)
    {
        lock (_gate) return _waiting.Count == 0 ? ValueTask.CompletedTask : new ValueTask(WaitForRoomAsync(stop));
    }

    /// <summary>Ends when every pack that is here now is saved, or the queue is abandoned.</summary>
    public Task SavedAsync(CancellationToken stop)
    {
        lock (_gate) return Task.WhenAll(_waiting.Concat(_saving).Select(pack => pack.Done)).WaitAsync(stop);
    }

    /// <summary>Writes an index file of all packs that were saved and are in none.</summary>
    public async Task WriteIndexAsync(CancellationToken stop)
    {
        await _indexing.WaitAsync(stop);
        try
        {
            ImmutableArray<IndexedPack> packs;
            lock (_gate) packs = [.. _notIndexed];
            if (packs.Length == 0) return;
            await indexFiles.SaveAsync(new IndexDocument(packs), stop);
            foreach (var pack in packs) pending.Remove(pack.Blobs);
            lock (_gate)
            {
                _notIndexed.RemoveRange(0, packs.Length);
                _blobsNotIndexed -= packs.Sum(pack => pack.Blobs.Length);
                _firstNotIndexedAt = clock.GetTimestamp();
            }
        }
        finally
        {
            _indexing.Release();
        }
    }

    /// <summary>Saves nothing more; ends when nothing is being saved.</summary>
    public async Task AbandonAsync()
    {
        Task saving;
        lock (_gate)
        {
            _abandoned.Cancel();
            while (_waiting.TryDequeue(out var pack)) pack.Dispose();
            SignalRoom();
            saving = Task.WhenAll(_saving.Select(pack => pack.Done));
        }
        await saving;
    }

    private async Task WaitForRoomAsync(CancellationToken stop)
    {
        while (true)
        {
            Task room;
            lock (_gate)
            {
                if (_waiting.Count == 0) return;
                room = _room.Task;
            }
            await room.WaitAsync(stop);
        }
    }

    private void StartSaving()
    {
        while (_saving.Count < AtATime && _waiting.TryDequeue(out var pack))
        {
            _saving.Add(pack);
            _ = Task.Run(() => SaveAsync(pack));
        }
        if (_waiting.Count == 0) SignalRoom();
    }

    private void SignalRoom()
    {
        _room.TrySetResult();
        _room = NewSignal();
    }

    private async Task SaveAsync(PackWriter pack)
    {
        try
        {
            var saved = pack.Finish(key, out var content);
            await backend.SaveAsync(FileHandle.Of(saved.Id), content, _abandoned.Token);
            if (Note(saved)) await WriteIndexAsync(_abandoned.Token);
        }
        catch (OperationCanceledException) when (_abandoned.IsCancellationRequested)
        {
            // Nobody waits for it any more.
        }
        catch (RepositoryException e)
        {
            failed(e);
        }
        catch (Exception e)
        {
            // Whatever it is: nobody may take this pack for saved.
            failed(new RepositoryException(RepositoryFailure.Unreachable, $"A pack could not be saved at {backend.Location}: {e.Message}", e));
        }
        finally
        {
            lock (_gate)
            {
                _saving.Remove(pack);
                StartSaving();
            }
            pack.Dispose();
        }
    }

    /// <returns>Whether it is time for an index file.</returns>
    private bool Note(IndexedPack saved)
    {
        lock (_gate)
        {
            _notIndexed.Add(saved);
            _blobsNotIndexed += saved.Blobs.Length;
            return _blobsNotIndexed >= IndexedAtOnce || clock.GetElapsedTime(_firstNotIndexedAt) >= IndexedAfter;
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
