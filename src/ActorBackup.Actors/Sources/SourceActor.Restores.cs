using System.Collections.Immutable;
using ActorBackup.Actors.Restoring;
using ActorBackup.Core.Manifests;
using ActorBackup.Core.Protocols;
using ActorBackup.Core.Restoring;
using ActorBackup.Core.Snapshots;
using ActorBackup.Core.Stores;
using ActorBackup.Core.Trees;
using ActorBackup.Core.Triggers;
using Akka.Actor;
using Akka.Event;

namespace ActorBackup.Actors.Sources;

internal sealed partial class SourceActor
{
    private RestoreUnderWay? _restore;

    private void Choose(SourceProtocol.Choose query)
    {
        var choice = _manifest.Choose(query.Choice, HereNames);
        if (choice.Refusal is not null) Sender.Tell(new SourceProtocol.Refused(_manifest.Source, choice.Refusal));
        else Sender.Tell(new SourceProtocol.Chosen(_manifest.Source, _context.Settings.Path, choice.Snapshot!, choice.Passed));
    }

    private void Restore(SourceProtocol.Restore command)
    {
        var choice = _manifest.Choose(command.Choice, HereNames);
        var target = command.Target ?? _context.Settings.Path;
        if (_restore is { } same && same.Command.Request == command.Request)
            Answer(Sender, command.Request, OutcomeState.Accepted, same.Snapshot.Id, "this request is being carried out");
        else if (RefusalOf(command, choice) is { } refusal) Sender.Tell(new SourceProtocol.Refused(_manifest.Source, refusal));
        else if (_manifest.OutcomeOf(RestoredTrigger(command.Request), _context.Settings) is not null)
            Answer(Sender, command.Request, OutcomeState.Durable, choice.Snapshot!.Id, "this request was carried out before");
        else if (command.DryRun && _context.Settings.Tree is null)
            Answer(Sender, command.Request, OutcomeState.Durable, choice.Snapshot!.Id, $"would put {choice.Snapshot.Bytes} bytes back to {target}");
        else
        {
            _restore = new RestoreUnderWay(command, Sender, choice.Snapshot!, target);
            Part(RestorePart).Tell(new RestoreProtocol.Verify(command.Request, _context.Location, choice.Snapshot!, CopiesToTry(command, choice.Snapshot!), target));
        }
    }

    private Refusal? RefusalOf(SourceProtocol.Restore command, Choice choice) =>
        choice.Refusal ?? (command.Tree is { IsAll: false } && _context.Settings.Tree is null
            ? new Refusal(RefusalKind.Invalid, $"{_manifest.Source} is a file: a path in it, include and delete are for folders.") : null) ?? (_restore is null || command.DryRun ? null
            : new Refusal(RefusalKind.Conflict, $"{_manifest.Source} is being restored from {_restore.Snapshot.Id}; try again when that is done."));

    private ImmutableList<(IBackupStore, StoredCopy)> CopiesToTry(SourceProtocol.Restore command, Snapshot snapshot) =>
        [.. from use in _context.Settings.Stores
            where command.Choice.Store is null || command.Choice.Store == use.Store
            let copy = snapshot.CopyIn(use.Store)
            where copy is { State: CopyState.Live or CopyState.Trash } && _views[use.Store] is { IsHere: true, Reconciled: true }
            select (_views[use.Store].InUse!.Store, copy)];

    private void Verified(RestoreProtocol.Verified answer)
    {
        if (_restore is not { } restore || restore.Command.Request != answer.Request) return;
        ImmutableList<ISourceEvent> damage = [.. answer.Bad.Select(bad => new CopyDamaged(restore.Snapshot.Id, bad.Store, bad.Finding, Now))];
        Record(damage, () =>
        {
            LookAgainAfter(damage);
            foreach (var (store, finding) in answer.Bad)
                _log.Warning("damaged: {SnapshotId} of {SourceId} in {Store}: {Reason}", restore.Snapshot.Id, _manifest.Source, store, finding);
            if (answer.Good is not { } good) FailRestore($"no good copy of {restore.Snapshot.Id} could be read: {answer.Reason}");
            else
            {
                _restore = restore with { Copy = good, Target = answer.IsSource ? _context.Settings.Path : restore.Target, InPlace = answer.IsSource };
                if (answer.IsSource && answer.TargetExists && !restore.Command.DryRun) TakeSafetySnapshot(restore.Command.Request);
                else PutBack();
            }
        });
    }

    private void TakeSafetySnapshot(TriggerId request)
    {
        var trigger = Manifest.SafetyTrigger(request, Now);
        _restore = _restore! with { Safety = trigger.Id };
        Record(_manifest.Accept(trigger, _context.Settings, _context.Zone, Now).Events, () =>
        {
            GoOnWithRestore();
            Evaluate();
        });
    }

    /// <summary>Called after every capture: the safety snapshot may have been among what it served.</summary>
    private void GoOnWithRestore()
    {
        if (_restore is not { Safety: { } safety } restore || _manifest.OutcomeOf(safety, _context.Settings) is not { IsFinal: true } outcome) return;
        if (outcome.State is OutcomeState.Failed or OutcomeState.Refused) FailSafetySnapshot(outcome.Reason ?? "it failed");
        else
        {
            _restore = restore with { Safety = null };
            PutBack();
        }
    }

    private void FailSafetySnapshot(string reason)
    {
        if (_restore is not { Safety: not null } restore) return;
        _restore = restore with { Safety = null };
        if (restore.Command.Force) PutBack();
        else FailRestore($"the safety snapshot of {restore.Target} could not be taken ({reason}); nothing was changed. Add --force to restore without one");
    }

    private void PutBack()
    {
        var restore = _restore!;
        var (store, copy) = restore.Copy!.Value;
        var order = new RestoreRequest(
            restore.Target, Path.GetFileName(_context.Settings.Path), restore.Snapshot.Digest, restore.Snapshot.Bytes, restore.Snapshot.Stamp, restore.InPlace, restore.Command.Force);
        Record(restore.InPlace && _context.MayWrite && !restore.Command.DryRun ? Manifest.StartRestore(restore.Command.Request, restore.Snapshot.Id, restore.Target, restore.Command.Who, Now) : [], () =>
            Part(RestorePart).Tell(_context.Settings.Tree is { } rules
                ? new RestoreProtocol.PutTree(restore.Command.Request, _context.Location, restore.Snapshot, store, copy,
                    new TreeRestore(restore.Target, restore.InPlace, restore.Command.Tree ?? TreeChoice.All, rules, restore.Command.Force, restore.Command.DryRun))
                : new RestoreProtocol.Put(restore.Command.Request, _context.Location, restore.Snapshot, store, copy, order)));
    }

    private void PutBack(RestoreProtocol.PutBack answer)
    {
        if (_restore is not { } restore || restore.Command.Request != answer.Request) return;
        if (answer.Result is not RestoreResult.Restored restored)
        {
            var (reason, kind) = ReasonOf(answer.Result);
            FailRestore(reason, kind);
            return;
        }

        Record(_manifest.EndRestore(null, Now), () =>
        {
            _restore = null;
            if (restored.Tree is { } tree) AnswerTree(restore, tree);
            else _log.Info("restored {SnapshotId} of {SourceId} to {Target}: {Bytes} bytes, by {Who}",
                restore.Snapshot.Id, _manifest.Source, restored.Target, restored.Bytes, restore.Command.Who);
            if (restored.Tree is null) Answer(restore.Asker, restore.Command.Request, OutcomeState.Durable, restore.Snapshot.Id, restored.Note);
            Evaluate();
        });
    }

    private void AnswerTree(RestoreUnderWay restore, TreePutBack tree)
    {
        var text = tree.Text(restore.Command.DryRun);
        if (!restore.Command.DryRun)
            _log.Info("restored {SnapshotId} of {SourceId} to {Target}: {Result}, by {Who}", restore.Snapshot.Id, _manifest.Source, restore.Target, text, restore.Command.Who);
        Answer(restore.Asker, restore.Command.Request, tree.ProblemCount == 0 ? OutcomeState.Durable : OutcomeState.Incomplete, restore.Snapshot.Id, text);
    }

    private static (string Reason, RefusalKind Kind) ReasonOf(RestoreResult result) => result switch
    {
        RestoreResult.Damaged r => ($"the stored content is damaged: {r.Finding}", RefusalKind.Failed),
        RestoreResult.Unreadable r => ($"the stored content could not be read: {r.Reason}", RefusalKind.Failed),
        RestoreResult.Failed r => (r.Reason, r.NeedsForce ? RefusalKind.NeedsForce : RefusalKind.Failed),
        _ => ("it ended in a way that is not known", RefusalKind.Failed),
    };

    private void FailRestore(string reason, RefusalKind kind = RefusalKind.Failed)
    {
        if (_restore is not { } restore) return;
        Record(_manifest.EndRestore(reason, Now), () =>
        {
            _restore = null;
            _log.Warning("not restored: {SnapshotId} of {SourceId} to {Target}: {Reason}", restore.Snapshot.Id, _manifest.Source, restore.Target, reason);
            Refuse(restore.Asker, kind, $"{_manifest.Source} was not restored from {restore.Snapshot.Id}: {reason}");
            Evaluate();
        });
    }

    private void Answer(IActorRef asker, TriggerId id, OutcomeState state, SnapshotId snapshot, string? reason) =>
        asker.Tell(new SourceProtocol.Done(_manifest.Source, new Outcome(id, state, _manifest.Source, snapshot, Reason: reason)));

    private static TriggerId RestoredTrigger(TriggerId request) => new($"restored:{request}");

    /// <param name="Copy">Once verified.</param>
    /// <param name="Safety">The trigger of the safety snapshot that is waited for.</param>
    /// <param name="InPlace">Known once verified: the source's own file may have been named as a target elsewhere.</param>
    private sealed record RestoreUnderWay(
        SourceProtocol.Restore Command, IActorRef Asker, Snapshot Snapshot, string Target,
        (IBackupStore Store, StoredCopy Copy)? Copy = null, TriggerId? Safety = null, bool InPlace = false);
}
