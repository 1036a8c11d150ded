using ActorBackup.Repository.Blobs;
using ActorBackup.Repository.Documents;
using ActorBackup.Repository.Locks;

namespace ActorBackup.Repository.Sharing;

/// <summary>One group: a lock, a writer, and the captures that share them. Those that are ready at the same time are flushed together.</summary>
#pragma warning disable CA1001 // EndAsync is its end.
internal sealed class SharedCapture
#pragma warning restore CA1001
{
    /// <summary>How long a capture that is ready waits for others that run, so that one index file tells of all. One that is alone does not wait.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromMilliseconds(50);

    private readonly OpenRepository _repository;
    private readonly WorkGate _gate;
    private readonly Lock _counting = new();
    private readonly CancellationTokenSource _ending = new();
    private readonly SemaphoreSlim _flushing = new(1);
    private readonly Task<Begun> _begun;
    private TaskCompletionSource _nobodyCaptures = new();
    private Task? _flush, _lastFlush;
    private int _capturing;

    public SharedCapture(OpenRepository repository, WorkGate gate)
    {
        (_repository, _gate) = (repository, gate);
        _begun = Task.Run(BeginAsync);
    }

    /// <summary>Counted by who lets them in and out.</summary>
    public int Members { get; set; }

    public bool HasBegun => _begun.IsCompleted;

    /// <summary>Nobody may join any more.</summary>
    public bool HasFailed { get; private set; }

    public async Task<StoredSnapshot?> RunAsync(Func<CaptureScope, CancellationToken, Task<SnapshotDocument?>> capture, CancellationToken stop)
    {
        var begun = await _begun.WaitAsync(stop);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stop, begun.Lock.Lost);
        try
        {
            var scope = new CaptureScope(_repository, begun.Writer, begun.Lock);
            if (await CaptureAsync(scope, capture, either.Token) is not { } document) return null;
            await FlushedAsync(begun).WaitAsync(either.Token);
            begun.Lock.Demand();
            scope.BeforeListed();
            return new StoredSnapshot(await _repository.SaveSnapshotAsync(document, either.Token), document);
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            begun.Lock.Demand();
            throw;
        }
    }

    /// <summary>After its last capture.</summary>
    public async Task EndAsync()
    {
        await _ending.CancelAsync();
        try
        {
            var begun = await _begun;
            await LastFlushAsync();
            await begun.Writer.DisposeAsync();
            await begun.Lock.DisposeAsync();
            begun.Turn.Dispose();
        }
        catch (Exception e) when (e is RepositoryException or OperationCanceledException)
        {
            // Told to every capture already.
        }
        _flushing.Dispose();
        _ending.Dispose();
    }

    /// <summary>One whose captures were all cancelled may still be at work.</summary>
    private async Task LastFlushAsync()
    {
        try
        {
            if (_lastFlush is { } flush) await flush;
        }
        catch (Exception e) when (e is RepositoryException or OperationCanceledException)
        {
            // Told to those who waited for it.
        }
    }

    private async Task<Begun> BeginAsync()
    {
        IDisposable? turn = null;
        RepositoryLock? held = null;
        try
        {
            turn = await _gate.EnterAsync(alone: false, _ending.Token);
            held = await QueueingLock.AcquireAsync(_repository.Locks, _ending.Token);
            await _repository.RefreshIndexAsync(_ending.Token);
            return new Begun(turn, held, _repository.BeginWriting());
        }
        catch
        {
            HasFailed = true;
            if (held is not null) await held.DisposeAsync();
            turn?.Dispose();
            throw;
        }
    }

    private async Task<SnapshotDocument?> CaptureAsync(CaptureScope scope, Func<CaptureScope, CancellationToken, Task<SnapshotDocument?>> capture, CancellationToken stop)
    {
        lock (_counting)
        {
            if (_capturing++ == 0) _nobodyCaptures = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }
        try
        {
            return await capture(scope, stop);
        }
        finally
        {
            lock (_counting)
            {
                if (--_capturing == 0) _nobodyCaptures.TrySetResult();
            }
        }
    }

    /// <summary>Ends when all that was added so far is durable. Who comes before the flush begins is in it.</summary>
    private Task FlushedAsync(Begun begun)
    {
        lock (_counting) return _lastFlush = _flush ??= FlushAsync(begun);
    }

    private async Task FlushAsync(Begun begun)
    {
        await Task.Yield();
        await OthersAsync();
        await _flushing.WaitAsync();
        try
        {
            lock (_counting) _flush = null;
            await begun.Writer.FlushAsync(begun.Lock.Lost);
        }
        catch
        {
            HasFailed = true;
            throw;
        }
        finally
        {
            _flushing.Release();
        }
    }

    private async Task OthersAsync()
    {
        Task nobody;
        lock (_counting)
        {
            if (_capturing == 0) return;
            nobody = _nobodyCaptures.Task;
        }
        using var enough = new CancellationTokenSource();
        await Task.WhenAny(nobody, Task.Delay(LongestWait, _repository.Options.Clock, enough.Token));
        await enough.CancelAsync();
    }

    private sealed record Begun(IDisposable Turn, RepositoryLock Lock, BlobWriter Writer);
}
