using System.Collections.Immutable;
using System.Globalization;
using ActorBackup.Actors.Snapshots;
using ActorBackup.Core.Capturing;
using ActorBackup.Core.Manifests;
using ActorBackup.Core.Snapshots;
using ActorBackup.Core.Stores;
using Akka.Actor;
using Akka.Event;

namespace ActorBackup.Actors.Sources;

internal sealed partial class SourceActor
{
    /// <summary>A file that could not be read, though it is there, is read again this often: nothing may tell when it can be.</summary>
    private static readonly TimeSpan ReadAgainAfter = TimeSpan.FromMinutes(5);

    private string? _unreadBecause;
    private DateTimeOffset? _readAgainAt;

    /// <summary>A commit is under way: the capture is past the point where its content could be refused.</summary>
    private bool _committing;

    private void StartCapture()
    {
        var decision = _manifest.Start(_manifest.State.Epoch, _context.Zone, Now);
        Record(decision.Events, () =>
        {
            AnswerWaiters();
            if (_manifest.Started is not { } started)
            {
                Evaluate();
                return;
            }

            _committing = false;
            if (_context.Settings.Tree is not null) StartTree(started);
            else Part(SnapshotPart).Tell(new SnapshotProtocol.Take(
                started.Id, started.Epoch, _context.Location, _manifest.CaptureRequest(_context.Settings), [.. Here.Select(view => view.InUse!.Store)], _manifest.NewestLive));
        });
    }

    private void ContentRead(SnapshotProtocol.ContentRead read)
    {
        if (_manifest.Started?.Id != read.Id || _committing) return;
        Note(read.Failures);
        (_unreadBecause, _readAgainAt) = (null, null);
        if (read.Result is not CaptureResult.Captured captured) EndUnread(read);
        else
        {
            if (!read.NewestIsStored) ListSoon();
            switch (_manifest.Judge(captured, _context.Settings, Now, read.NewestIsStored))
            {
                case CaptureVerdict.Unchanged unchanged:
                    Part(SnapshotPart).Tell(new SnapshotProtocol.Discard(read.Id));
                    Record(unchanged.Events, () =>
                    {
                        TreeIsSaved(read, unchanged.Same);
                        _log.Info("skipped {SnapshotId} of {SourceId}: its content is that of {Same}", read.Id, _manifest.Source, unchanged.Same);
                        AfterCapture();
                    });
                    break;
                case CaptureVerdict.Keep keep:
                    _committing = true;
                    _treeRead = read;
                    Part(SnapshotPart).Tell(new SnapshotProtocol.Commit(keep.Snapshot, SideCarOf(keep.Snapshot)));
                    break;
                case var other:
                    throw new NotSupportedException($"A verdict of kind {other.GetType().Name} is not known.");
            }
        }
    }

    private void EndUnread(SnapshotProtocol.ContentRead read)
    {
        var reason = read.Result switch
        {
            CaptureResult.Missing r => r.Reason,
            CaptureResult.Unreadable r => r.Reason,
            _ => "nothing was read",
        };
        if (read.Result is CaptureResult.Unreadable) (_unreadBecause, _readAgainAt) = (reason, Now + ReadAgainAfter);
        Record(_manifest.Failed(read.Id, read.Result, Now), () =>
        {
            _log.Warning("skipped {SnapshotId} of {SourceId}: {Reason}", read.Id, _manifest.Source, reason);
            AfterCapture();
        });
    }

    private void Stored(SnapshotProtocol.Stored stored)
    {
        if (_manifest.Started?.Id != stored.Snapshot.Id) return;
        Note(stored.Failures);
        foreach (var copy in stored.Copies) NoteSuccess(copy.Store);
        Record(Manifest.Taken(stored.Snapshot, stored.Copies, Now), () =>
        {
            LogTaken(stored);
            if (_treeRead is { } read) TreeIsSaved(read, stored.Snapshot.Id);
            AfterCapture();
            CleanUp();
        });
    }

    private void LogTaken(SnapshotProtocol.Stored stored)
    {
        var (snapshot, stores) = (stored.Snapshot, string.Join(", ", stored.Copies.Select(c => c.Store)));
        if (snapshot.Tree is { } tree) LogTree(snapshot, tree);
        _log.Info("captured {SnapshotId} of {SourceId}: {Bytes} bytes in {Milliseconds} ms to {Stores} ({Trigger})", [snapshot.Id, _manifest.Source,
            snapshot.Bytes, ((long)stored.Took.TotalMilliseconds).ToString(CultureInfo.InvariantCulture), stores, TriggersOf(snapshot)]);
        if (!snapshot.Health.IsHealthy)
            _log.Warning("{SnapshotId} of {SourceId} is suspect: {Reason}; if it is right: accept {SourceId} {SnapshotId}",
                [snapshot.Id, _manifest.Source, snapshot.Health.Reason ?? "", _manifest.Source, snapshot.Id]);
    }

    private static string TriggersOf(Snapshot snapshot) =>
        string.Join(", ", snapshot.Triggers.Select(t => Core.Triggers.TriggerNames.Name(t.Kind)).Distinct());

    private void NotStored(SnapshotProtocol.NotStored answer)
    {
        if (_manifest.Started?.Id != answer.Id) return;
        Note(answer.Failures);
        GiveUp(answer.Id, answer.Reason);
    }

    /// <summary>Nothing was stored under this id; its triggers wait again.</summary>
    private void GiveUp(SnapshotId id, string reason) => Record(Manifest.Abandon(id, reason, Now), () =>
    {
        _log.Warning("no store took {SnapshotId} of {SourceId}: {Reason}; it is tried again", id, _manifest.Source, reason);
        FailSafetySnapshot(reason);
        AfterCapture();
    });

    private void AfterCapture()
    {
        (_committing, _treeRead, _dirtyFor) = (false, null, null);
        AnswerWaiters();
        GoOnWithRestore();
        Evaluate();
    }

    private SideCar SideCarOf(Snapshot snapshot) => new(_manifest.Source, _context.Settings.Path, snapshot);

    private void Note(ImmutableDictionary<StoreName, StoreException> failures)
    {
        foreach (var (store, failure) in failures) NoteFailure(store, failure);
    }
}
