using ActorBackup.Repository.Reading;

namespace ActorBackup.Repository.Restoring;

/// <summary>Collects what a restore did and what it could not. Safe for concurrent use.</summary>
internal sealed class RestoreReport(IProgress<RestoreProgress>? progress, TimeProvider clock)
{
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(250);

    private readonly Lock _lock = new();
    private readonly List<RestoreFailure> _failures = [];
    private readonly Dictionary<string, (string Text, long Count)> _notices = [];
    private RestoreProgress _done;
    private long _failureCount;
    private long _toldAt;

    public RestoreProgress Done
    {
        get { lock (_lock) return _done; }
    }

    public void Planned(long bytes) => Change(new RestoreProgress(0, 1, 0, 0, bytes, 0, 0));

    public void Finished() => Change(new RestoreProgress(1, 0, 0, 0, 0, 0, 0));

    public void Wrote(long bytes) => Change(new RestoreProgress(0, 0, bytes, 0, 0, 0, 0));

    public void Kept(long bytes) => Change(new RestoreProgress(0, 0, 0, bytes, 0, 0, 0));

    public void Deleted() => Change(new RestoreProgress(0, 0, 0, 0, 0, 1, 0));

    public void Skipped() => Change(new RestoreProgress(0, 0, 0, 0, 0, 0, 1));

    public void Failed(SnapshotPath path, string why)
    {
        lock (_lock)
        {
            _failureCount++;
            if (_failures.Count < RestoreResult.FailuresTold) _failures.Add(new RestoreFailure(path, why));
        }
    }

    /// <summary>Told once for each <paramref name="kind"/>, with the number of entries.</summary>
    public void Notice(string kind, string text)
    {
        lock (_lock) _notices[kind] = (text, _notices.TryGetValue(kind, out var known) ? known.Count + 1 : 1);
    }

    public RestoreResult Finish()
    {
        lock (_lock)
        {
            progress?.Report(_done);
            return new RestoreResult(
                _done, [.. _failures.OrderBy(f => f.Path)], _failureCount,
                [.. _notices.OrderBy(n => n.Key, StringComparer.Ordinal).Select(n => $"{n.Value.Text} ({n.Value.Count:N0} {(n.Value.Count == 1 ? "entry" : "entries")})")]);
        }
    }

    private void Change(RestoreProgress by)
    {
        lock (_lock)
        {
            _done = new RestoreProgress(
                _done.Entries + by.Entries, _done.EntriesTotal + by.EntriesTotal, _done.BytesWritten + by.BytesWritten, _done.BytesKept + by.BytesKept,
                _done.BytesTotal + by.BytesTotal, _done.Deleted + by.Deleted, _done.Skipped + by.Skipped);
            if (progress is null) return;
            var now = clock.GetTimestamp();
            if (_toldAt != 0 && clock.GetElapsedTime(_toldAt, now) < Pace) return;
            _toldAt = now;
            progress.Report(_done);
        }
    }
}
