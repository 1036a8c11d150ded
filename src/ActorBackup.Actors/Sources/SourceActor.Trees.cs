using System.Globalization;
using ActorBackup.Actors.Snapshots;
using ActorBackup.Actors.Watching;
using ActorBackup.Core.Manifests;
using ActorBackup.Core.Snapshots;
using ActorBackup.Core.Trees;
using Akka.Actor;
using Akka.Event;

namespace ActorBackup.Actors.Sources;

/// <summary>A source that is a folder: what the watcher has collected is looked at, or everything.</summary>
internal sealed partial class SourceActor
{
    private static readonly TimeSpan TellProgressEvery = TimeSpan.FromSeconds(10);

    /// <summary>What no capture has got to its end since <see cref="_treeBase"/>; null if that is not known.</summary>
    private DirtyPaths? _dirty;

    private string? _scanBecause = "the first since the node started";

    /// <summary>The snapshot that <see cref="_dirty"/> counts from.</summary>
    private SnapshotId? _treeBase;

    /// <summary>The capture that waits for the watcher to say what is dirty.</summary>
    private SnapshotId? _dirtyFor;

    private SnapshotProtocol.ContentRead? _treeRead;
    private DateTimeOffset _progressToldAt;

    private void TreeSettled(WatcherProtocol.TreeSettled message) =>
        Record(_manifest.Seen(isThere: true, Now), () => TakeIn(ChangeSince(message.FirstEventAt)));

    private void StartTree(CaptureInFlight started)
    {
        _progressToldAt = Now;
        if (!_context.RunsByItself || _context.Settings.Change is null) TakeTree(started, null, "nothing watches it");
        else
        {
            _dirtyFor = started.Id;
            _context.Watcher.Tell(new WatcherProtocol.TakeDirty(_manifest.Source, started.Id));
        }
    }

    private void DirtyTaken(WatcherProtocol.Dirty message)
    {
        if (_dirtyFor != message.For || _manifest.Started is not { } started || started.Id != message.For)
        {
            if (message.Source == _manifest.Source) Forgotten(message);
            return;
        }

        TakeTree(started, message.Paths, message.FullScanBecause);
    }

    /// <summary>It was asked for by a capture that is over: it is still to be looked at.</summary>
    private void Forgotten(WatcherProtocol.Dirty message)
    {
        _dirty = message.Paths is null ? null : _dirty?.And(message.Paths);
        _scanBecause ??= message.FullScanBecause;
    }

    /// <summary>A watcher that is new knows nothing of what was asked of the one before.</summary>
    private void TreeWatchIsNew()
    {
        (_dirty, _scanBecause) = (null, _scanBecause ?? "it is watched anew");
        if (_dirtyFor is not null && _manifest.Started is { } started && started.Id == _dirtyFor) TakeTree(started, null, null);
    }

    private void TakeTree(CaptureInFlight started, DirtyPaths? paths, string? because)
    {
        _dirtyFor = null;
        _dirty = paths is null ? null : _dirty?.And(paths);
        _scanBecause ??= because;
        var newest = _manifest.NewestLive;
        if (newest?.Id != _treeBase) (_dirty, _scanBecause) = (null, _scanBecause ?? "the snapshot before is no longer there");
        Part(SnapshotPart).Tell(new SnapshotProtocol.TakeTree(
            started.Id, started.Epoch, _context.Location, _context.Settings.Tree!, _dirty, _dirty is null ? _scanBecause ?? "what has changed is not known" : _scanBecause,
            [.. Here.Select(view => view.InUse!.Store)], newest));
        if (_dirty is null || _scanBecause is not null) _log.Info("looks at all of {SourceId}: {Reason}", _manifest.Source, _scanBecause ?? "what has changed is not known");
    }

    /// <summary>Everything the capture looked at is in a snapshot.</summary>
    private void TreeIsSaved(SnapshotProtocol.ContentRead read, SnapshotId holder)
    {
        if (read.Readings.IsEmpty) return;
        (_dirty, _scanBecause, _treeBase) = (DirtyPaths.None, null, holder);
        if (read.Readings[0].Missed is { IsEmpty: false } missed)
            _log.Warning("no event had told of changes in {SourceId} that the look at everything found: {Paths}", _manifest.Source, string.Join(", ", missed));
    }

    private void Scanning(SnapshotProtocol.Scanning message)
    {
        if (_manifest.Started?.Id != message.Id || Now - _progressToldAt < TellProgressEvery) return;
        _progressToldAt = Now;
        _log.Info("reading {SourceId}: {Files} files, {Bytes} bytes so far, {AddedBytes} of them new", _manifest.Source, message.Progress.Files, message.Progress.Bytes, message.Progress.AddedBytes);
    }

    private void LogTree(Snapshot snapshot, TreeFigures tree)
    {
        var added = _treeRead?.Readings.Max(r => r.AddedBytes) ?? 0;
        _log.Info("{SnapshotId} of {SourceId}: {Changed} of {Files} files changed ({New} new, {Removed} removed), {AddedBytes} bytes added", [snapshot.Id, _manifest.Source,
            (tree.FilesNew + tree.FilesChanged).ToString(CultureInfo.InvariantCulture), tree.Files, tree.FilesNew, tree.FilesRemoved, added]);
        foreach (var item in tree.UnreadableItems)
            _log.Warning("not in {SnapshotId} of {SourceId}: {Item}", snapshot.Id, _manifest.Source, item);
    }
}
