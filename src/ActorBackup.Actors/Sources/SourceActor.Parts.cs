using ActorBackup.Actors.Restoring;
using ActorBackup.Actors.Retention;
using ActorBackup.Actors.Snapshots;
using ActorBackup.Actors.Stores;
using ActorBackup.Actors.Watching;
using ActorBackup.Core.Manifests;
using ActorBackup.Core.Protocols;
using ActorBackup.Core.Triggers;
using Akka.Actor;
using Akka.Event;

namespace ActorBackup.Actors.Sources;

internal sealed partial class SourceActor
{
    private const string SnapshotPart = "snapshot";
    private const string RetentionPart = "retention";
    private const string RestorePart = "restore";
    private const string CatchUpPart = "catch-up";
    private const string ProcessPart = "process";
    private const string WatchPart = "watch";

    private static readonly string[] Parts = [SnapshotPart, RetentionPart, RestorePart, CatchUpPart, WatchPart];

    private WatcherProtocol.WatchedBy? _watchedBy;
    private bool? _processRuns;

    /// <summary>The child of that name; made when first needed, since most sources of a large node are at rest.</summary>
    private IActorRef Part(string name)
    {
        var child = Context.Child(name);
        return child.IsNobody() ? Context.Watch(Context.ActorOf(PropsOf(name), name)) : child;
    }

    private Props PropsOf(string name) => name switch
    {
        SnapshotPart => SnapshotActor.Props(_context.Parts.Capture, _context.Permits, _context.Parts.Time, _claim),
        RetentionPart => RetentionActor.Props(_context.Location, _claim),
        RestorePart => RestoreActor.Props(_context.Parts.Restore, _context.Parts.Capture, _claim),
        CatchUpPart => CatchUpActor.Props(_claim),
        ProcessPart => ProcessActor.Props(_context.Parts.Processes, _context.Settings.PidFile!),
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "Not a part of a source."),
    };

    private void BeginWatching()
    {
        if (!_context.RunsByItself) return;
        WatchFile();
        if (!Context.Child(ProcessPart).IsNobody()) Context.Stop(Context.Child(ProcessPart));
        else if (_context.Settings.PidFile is not null) Part(ProcessPart);
    }

    private void WatchFile()
    {
        if (!_context.RunsByItself) return;
        if (_context.Settings.Tree is not null) WatchTree();
        else if (_context.Settings.Change is { } change)
            _context.Watcher.Tell(new WatcherProtocol.WatchFile(_manifest.Source, _context.Settings.Path, change, _manifest.StampSavedIn(_context.Settings)));
        else _context.Watcher.Tell(new WatcherProtocol.Unwatch(_manifest.Source));
    }

    private void WatchTree()
    {
        if (_context.Settings is { Change: { } change, Tree: { } rules } settings) _context.Watcher.Tell(new WatcherProtocol.WatchTree(_manifest.Source, settings.Path, change, rules));
        else _context.Watcher.Tell(new WatcherProtocol.Unwatch(_manifest.Source));
        TreeWatchIsNew();
    }

    /// <summary>Once copies are lost or damaged: if the newest content was among them, the file is looked at as if it had changed.</summary>
    private void LookAgainAfter(IEnumerable<ISourceEvent> events)
    {
        if (_context.RunsByItself && _reconciled && _manifest.StampSavedIn(_context.Settings) is null && events.Any(e => e is CopyLost or CopyDamaged)) WatchFile();
    }

    /// <summary>A part that was stopped, by its supervision or by command, is made anew when it is next needed; what it was doing is over.</summary>
    private void ChildStopped(Terminated terminated)
    {
        var name = terminated.ActorRef.Path.Name;
        switch (name)
        {
            case SnapshotPart when _manifest.Started is { } started:
                foreach (var view in Here) view.ListAgainAt = Now + ListAgainAfter;   // a commit may have got through
                GiveUp(started.Id, "its part was restarted");
                break;
            case RestorePart:
                FailRestore("its part was restarted; the target is as 'diff' or a look at it shows");
                break;
            case RetentionPart:
                (_deedsUnderWay, _deedsDone) = (0, _deedsDone + 1);
                foreach (var view in Here) view.ListAgainAt = Now;   // what was left undone shows there
                Evaluate();
                break;
            case CatchUpPart:
                foreach (var view in _views.Values) view.CatchingUp = false;
                Evaluate();
                break;
            case ProcessPart:
                _processRuns = null;
                if (_context.Settings.PidFile is not null) Part(ProcessPart);
                break;
            default: break;
        }
    }

    private void RestartPart(SourceProtocol.RestartPart command)
    {
        switch (command.Part)
        {
            case WatchPart: BeginWatching(); break;
            case not null when Parts.Contains(command.Part): Context.Stop(Context.Child(command.Part)); break;
            default:
                Refuse(Sender, RefusalKind.Invalid, $"{_manifest.Source} has no part '{command.Part}'; its parts are {string.Join(", ", Parts)}.");
                return;
        }

        _log.Info("restarted {Part} of {SourceId}", command.Part, _manifest.Source);
        Sender.Tell(new SourceProtocol.Done(_manifest.Source, new Outcome(new TriggerId($"restart:{command.Part}"), OutcomeState.Durable, _manifest.Source)));
    }
}
