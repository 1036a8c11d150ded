using System.Collections.Immutable;
using ActorBackup.Actors.Watching;
using ActorBackup.Core.Manifests;
using ActorBackup.Core.Protocols;
using ActorBackup.Core.Triggers;
using Akka.Actor;
using Akka.Event;

namespace ActorBackup.Actors.Sources;

internal sealed partial class SourceActor
{
    /// <summary>The wall clock may jump: it is looked at again at least this often.</summary>
    private static readonly TimeSpan LookAtClockEvery = TimeSpan.FromMinutes(1);

    private readonly Dictionary<TriggerId, ImmutableList<IActorRef>> _waiters = [];
    private CaptureDue _due = new(null, "not looked at yet");
    private ImmutableList<IActorRef> _drainers = [];

    private void TakeSnapshot(SourceProtocol.TakeSnapshot command)
    {
        var decision = _manifest.Accept(command.Trigger, _context.Settings, _context.Zone, Now);
        CarryOut(decision);
    }

    /// <summary>A trigger of the node's own: nobody waits for an answer.</summary>
    private void TakeIn(Trigger trigger)
    {
        var events = _manifest.Accept(trigger, _context.Settings, _context.Zone, Now).Events;
        Record(events, () =>
        {
            if (events.Exists(e => e is TriggerAccepted)) _log.Info("noticed: {Trigger} of {SourceId}", trigger.Kind.Name(), _manifest.Source);
            Evaluate();
        });
    }

    private void FileSettled(WatcherProtocol.FileSettled message) =>
        Record(_manifest.Seen(isThere: true, Now), () => TakeIn(ChangeSince(message.FirstEventAt)));

    private static Trigger ChangeSince(DateTimeOffset firstEventAt) => new(ClockTriggerId.OfChange(firstEventAt), TriggerKind.Change, firstEventAt);

    private void FileGone()
    {
        if (_manifest.State.Vanished || _manifest.Snapshots.IsEmpty) return;
        Record(_manifest.Seen(isThere: false, Now), () =>
        {
            _log.Warning("noticed: {Path} of {SourceId} is gone; its snapshots stay", _context.Settings.Path, _manifest.Source);
            Evaluate();
        });
    }

    private void FileUnreadable(WatcherProtocol.FileUnreadable message)
    {
        _unreadBecause = message.Reason;
        _log.Warning("{SourceId} cannot be captured: {Reason}", _manifest.Source, message.Reason);
    }

    private void ProcessEnded(ProcessActor.Ended message)
    {
        _log.Info("noticed: process {Pid} of {SourceId} has ended; this brings one last capture", message.Process.Pid, _manifest.Source);
        TakeIn(new Trigger(new TriggerId($"process-ended:{message.Process.Pid}:{message.Process.StartTicks}"), TriggerKind.Manual, Now));
    }

    private void AwaitOutcome(SourceProtocol.AwaitOutcome query)
    {
        switch (_manifest.OutcomeOf(query.Id, _context.Settings))
        {
            case null:
                Refuse(Sender, RefusalKind.Invalid, $"{_manifest.Source} knows no request '{query.Id}': send it again.");
                break;
            case { IsFinal: true } outcome:
                Sender.Tell(new SourceProtocol.Done(_manifest.Source, outcome));
                break;
            default:
                _waiters[query.Id] = _waiters.GetValueOrDefault(query.Id, []).Add(Sender);
                break;
        }
    }

    private void GetOutcome(SourceProtocol.GetOutcome query)
    {
        if (_manifest.OutcomeOf(query.Id, _context.Settings) is not { } outcome)
            Refuse(Sender, RefusalKind.Invalid, $"{_manifest.Source} knows no request '{query.Id}'.");
        else Sender.Tell(new SourceProtocol.Done(_manifest.Source, outcome.IsFinal ? outcome : outcome with { Reason = outcome.Reason ?? _due.Reason }));
    }

    private void AnswerWaiters()
    {
        foreach (var (id, waiting) in _waiters.ToList())
        {
            if (_manifest.OutcomeOf(id, _context.Settings) is not { IsFinal: true } outcome) continue;
            _waiters.Remove(id);
            foreach (var asker in waiting) asker.Tell(new SourceProtocol.Done(_manifest.Source, outcome));
        }
    }

    private void RefuseWaiters(RefusalKind kind, string why)
    {
        foreach (var asker in _waiters.Values.SelectMany(w => w)) Refuse(asker, kind, $"{_manifest.Source}: {why}.");
        _waiters.Clear();
    }

    /// <summary>Looks at everything that may be due. Called after every change and by the clock; does one thing at a time and comes back.</summary>
    private void Evaluate()
    {
        if (_standsDown) return;
        if (!_owned)
        {
            TakeOverOnceStoresAreSeen();
            return;
        }

        if (!_reconciled)
        {
            FinishReconciling();
            return;
        }

        var now = Now;
        var clocks = _context.RunsByItself && _drainers.IsEmpty ? _manifest.Clocks(_context.Settings, _context.Zone, now) : new ClockPlan([], null);
        ImmutableList<ISourceEvent> accepted = [.. clocks.Due.SelectMany(due => _manifest.Accept(due, _context.Settings, _context.Zone, now).Events)];
        var byTime = _context.RunsByItself ? _manifest.AcceptByTime(_context.Settings, now) : new TimedAcceptance([], null);
        if (accepted.Count + byTime.Events.Count > 0)
        {
            Record([.. accepted, .. byTime.Events], () =>
            {
                foreach (var due in clocks.Due) _log.Info("noticed: {Trigger} of {SourceId} is due", due.Kind.Name(), _manifest.Source);
                AfterDecision(byTime.Events);
                Evaluate();
            });
            return;
        }

        _due = _manifest.NextCapture(new CaptureConditions(_reconciled, Here.Any()), _context.Settings, now);
        if (_context.MayWrite && !_yielding && _due.At <= now)
        {
            StartCapture();
            return;
        }

        if (_readAgainAt <= now)
        {
            _readAgainAt = null;
            WatchFile();   // its stamp is not the captured one, so that it settles anew
        }

        LookAtStores(now);
        WakeAt([_due.At, _readAgainAt, clocks.NextAt, byTime.NextAt, StoresDueAt, _trashDueAt], now);
        AnswerDrainers();
    }

    private void WakeAt(IEnumerable<DateTimeOffset?> moments, DateTimeOffset now) =>
        _wake.SetAt(moments.Where(m => m > now).Min() ?? DateTimeOffset.MaxValue, now, LookAtClockEvery);

    private void DrainFor(IActorRef asker)
    {
        _drainers = _drainers.Add(asker);
        if (_reconciled) Evaluate();
        else AnswerDrainers();
    }

    private void AnswerDrainers()
    {
        if (_drainers.IsEmpty || (_manifest.Started is not null && (_reconciled || !_yielding)) || _restore is not null || _deedsUnderWay > 0) return;
        foreach (var asker in _drainers) asker.Tell(new Drained(_manifest.Source));
        _drainers = [];
    }
}
