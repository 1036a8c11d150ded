using System.Collections.Immutable;
using ActorBackup.Core.Capturing;
using ActorBackup.Core.Ownership;
using ActorBackup.Core.Snapshots;
using ActorBackup.Core.Stores;

namespace ActorBackup.Actors.Snapshots;

/// <summary>One capture on its way, off the actor's thread: a permit, staged copies, then commits. Disposed once, whatever happened.</summary>
internal sealed class CaptureWork : ICaptureWork
{
    private readonly SnapshotProtocol.Take _order;
    private readonly ISourceCapture _capture;
    private readonly SemaphoreSlim _permits;
    private readonly TimeProvider _time;
    private readonly IClaim _claim;
    private readonly CancellationTokenSource _stop = new();
    private readonly CancellationTokenRegistration _claimEnds;
    private readonly List<IStagedCopy> _staged = [];
    private readonly Dictionary<StoreName, StoreException> _failures = [];
    private readonly long _begunAt;
    private Task _underWay = Task.CompletedTask;
    private bool _hasPermit;

    public CaptureWork(SnapshotProtocol.Take order, ISourceCapture capture, SemaphoreSlim permits, TimeProvider time, IClaim claim)
    {
        (_order, _capture, _permits, _time, _claim) = (order, capture, permits, time, claim);
        _begunAt = time.GetTimestamp();
        _claimEnds = claim.Ended.UnsafeRegister(static stop => ((CancellationTokenSource)stop!).Cancel(), _stop);
    }

    public SnapshotId Id => _order.Id;

    public Task<object> ReadAsync() => Run(async () =>
    {
        await _permits.WaitAsync(_stop.Token);
        _hasPermit = true;
        foreach (var store in _order.Stores) await StageAsync(store);
        if (_staged.Count == 0) return NotStored();
        try
        {
            var result = await _capture.CaptureAsync(_order.Request, _staged, _stop.Token);
            if (result is not CaptureResult.Captured captured)
            {
                await EndAsync();
                return new SnapshotProtocol.ContentRead(Id, result, Failures);
            }

            await DropAsync(captured.Failures);
            var isStored = _order.Newest is not { } newest || newest.Digest != captured.Digest || await IsStoredAsync(newest);
            return new SnapshotProtocol.ContentRead(Id, result, Failures, isStored);
        }
        catch (StoreException failure)
        {
            foreach (var staged in _staged) _failures.TryAdd(staged.Store, failure);
            return NotStored();
        }
    });

    public Task<object> CommitAsync(SnapshotProtocol.Commit commit) => Run(async () =>
    {
        var copies = await Task.WhenAll(_staged.Select(staged => CommitAsync(staged, commit.SideCar)));
        await EndAsync();
        var stored = copies.OfType<StoredCopy>().ToImmutableList();
        return stored.IsEmpty ? NotStored() : new SnapshotProtocol.Stored(commit.Snapshot, stored, Failures, _time.GetElapsedTime(_begunAt));
    });

    public async Task EndEarlyAsync()
    {
        await _stop.CancelAsync();
        await _underWay.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await EndAsync();
    }

    private ImmutableDictionary<StoreName, StoreException> Failures => _failures.ToImmutableDictionary();

    private Task<object> Run(Func<Task<object>> step)
    {
        var running = Task.Run(step);
        _underWay = running;
        return running;
    }

    private async Task StageAsync(IBackupStore store)
    {
        try
        {
            _staged.Add(await store.StageAsync(_order.Source, _order.Id, _order.Epoch, _stop.Token));
        }
        catch (StoreException failure)
        {
            _failures[store.Name] = failure;
        }
    }

    /// <summary>Whether one of the stores can still open its copy: someone may have deleted what the manifest lists.</summary>
    private async Task<bool> IsStoredAsync(Snapshot newest)
    {
        foreach (var store in _order.Stores)
        {
            if (newest.CopyIn(store.Name) is not { State: CopyState.Live } copy) continue;
            try
            {
                await using var content = await store.ReadAsync(_order.Source, newest.Id, copy, _stop.Token);
                return true;
            }
            catch (StoreException)
            {
                // the next one may have it
            }
        }

        return false;
    }

    private async Task<StoredCopy?> CommitAsync(IStagedCopy staged, SideCar sideCar)
    {
        try
        {
            return await staged.CommitAsync(sideCar, _claim, _stop.Token);
        }
        catch (StoreException failure)
        {
            lock (_failures) _failures[staged.Store] = failure;
            return null;
        }
    }

    private async Task DropAsync(ImmutableDictionary<StoreName, StoreException> failures)
    {
        foreach (var (store, failure) in failures)
        {
            _failures[store] = failure;
            if (_staged.Find(s => s.Store == store) is not { } failed) continue;
            _staged.Remove(failed);
            await failed.DisposeAsync();
        }
    }

    private SnapshotProtocol.NotStored NotStored() => new(Id, string.Join("; ", _failures.Select(f => $"{f.Key}: {f.Value.Message}")), Failures);

    private async Task EndAsync()
    {
        _claimEnds.Unregister();
        foreach (var staged in _staged) await staged.DisposeAsync();
        _staged.Clear();
        if (_hasPermit) _permits.Release();
        _hasPermit = false;
    }
}
