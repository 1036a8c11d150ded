using System.Collections.Immutable;
using ActorBackup.Core.Capturing;
using ActorBackup.Core.Ownership;
using ActorBackup.Core.Snapshots;
using ActorBackup.Core.Stores;
using ActorBackup.Core.Trees;

namespace ActorBackup.Actors.Snapshots;

/// <summary>One capture of a folder: every store reads it for itself, since each knows what it has already.</summary>
internal sealed class TreeCaptureWork : ICaptureWork
{
    private readonly SnapshotProtocol.TakeTree _order;
    private readonly SemaphoreSlim _permits;
    private readonly TimeProvider _time;
    private readonly IClaim _claim;
    private readonly Action<TreeProgress> _progress;
    private readonly CancellationTokenSource _stop = new();
    private readonly CancellationTokenRegistration _claimEnds;
    private readonly Dictionary<StoreName, StoreException> _failures = [];
    private readonly long _begunAt;
    private ImmutableList<IStagedTree> _staged = [];
    private Task _underWay = Task.CompletedTask;
    private bool _hasPermit;

    /// <param name="progress">Told from any thread.</param>
    public TreeCaptureWork(SnapshotProtocol.TakeTree order, SemaphoreSlim permits, TimeProvider time, IClaim claim, Action<TreeProgress> progress)
    {
        (_order, _permits, _time, _claim, _progress) = (order, permits, time, claim, progress);
        _begunAt = time.GetTimestamp();
        _claimEnds = claim.Ended.UnsafeRegister(static stop => ((CancellationTokenSource)stop!).Cancel(), _stop);
    }

    public SnapshotId Id => _order.Id;

    public Task<object> ReadAsync() => Run(async () =>
    {
        await _permits.WaitAsync(_stop.Token);
        _hasPermit = true;
        var stagings = await Task.WhenAll(_order.Stores.Select(StageAsync));
        if (stagings.OfType<TreeStaging.Missing>().FirstOrDefault() is { } missing) return await UnreadAsync(new CaptureResult.Missing(missing.Reason));
        if (stagings.OfType<TreeStaging.Unreadable>().FirstOrDefault() is { } unreadable) return await UnreadAsync(new CaptureResult.Unreadable(unreadable.Reason));
        return _staged.IsEmpty ? NotStored() : Read();
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

    private ImmutableDictionary<StoreName, StoreException> Failures
    {
        get { lock (_failures) return _failures.ToImmutableDictionary(); }
    }

    private Task<object> Run(Func<Task<object>> step)
    {
        var running = Task.Run(step);
        _underWay = running;
        return running;
    }

    private async Task<TreeStaging?> StageAsync(IBackupStore store)
    {
        try
        {
            if (store is not ITreeStore trees) throw new StoreException(StoreFailure.Missing, $"store {store.Name} keeps no folders: name a repository store");
            var staging = await trees.StageTreeAsync(CaptureFor(store.Name), _stop.Token);
            if (staging is TreeStaging.Staged { Tree: var staged }) lock (_failures) _staged = _staged.Add(staged);
            return staging;
        }
        catch (StoreException failure)
        {
            lock (_failures) _failures[store.Name] = failure;
            return null;
        }
    }

    private TreeCapture CaptureFor(StoreName store) => new(_order.Source, Id, _order.Epoch, _order.Rules, _order.Dirty, _order.FullScanBecause,
        _order.Newest?.CopyIn(store) is { State: CopyState.Live } copy ? new PreviousTree(_order.Newest.Id, copy, _order.Newest.Digest, _order.Newest.Tree?.Files) : null)
    {
        Progress = _progress,
    };

    /// <summary>What the first store says counts; where one has the same as before, nothing has changed.</summary>
    private SnapshotProtocol.ContentRead Read()
    {
        var readings = _staged.OrderBy(s => _order.Stores.FindIndex(store => store.Name == s.Store)).Select(s => s.Reading).ToImmutableList();
        var (first, same) = (readings[0], readings.Find(reading => reading.IsSame));
        var digest = same is not null && _order.Newest is { } newest ? newest.Digest : first.Digest;
        var read = new CaptureResult.Captured(
            Stamp: null, digest, first.Bytes, new ContentReading(ParsedAs: null, first.Figures.Files, Failure: null, Blank: first.Figures.Files == 0), Torn: null, first.ReadAt, Failures)
        {
            Tree = first.Figures,
        };
        return new SnapshotProtocol.ContentRead(Id, read, Failures, readings.Exists(reading => reading.PreviousStands)) { Readings = readings };
    }

    private async Task<SnapshotProtocol.ContentRead> UnreadAsync(CaptureResult result)
    {
        await EndAsync();
        return new SnapshotProtocol.ContentRead(Id, result, Failures);
    }

    private async Task<StoredCopy?> CommitAsync(IStagedTree staged, SideCar sideCar)
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

    private SnapshotProtocol.NotStored NotStored() => new(Id, string.Join("; ", Failures.Select(f => $"{f.Key}: {f.Value.Message}")), Failures);

    private async Task EndAsync()
    {
        _claimEnds.Unregister();
        foreach (var staged in _staged) await staged.DisposeAsync();
        _staged = [];
        if (_hasPermit) _permits.Release();
        _hasPermit = false;
    }
}
