using System.Security.Cryptography;
using System.Text;
using ActorBackup.Actors.Restoring;
using ActorBackup.Actors.Retention;
using ActorBackup.Actors.Snapshots;
using ActorBackup.Actors.Stores;
using ActorBackup.Actors.Supervision;
using ActorBackup.Actors.Watching;
using ActorBackup.Core.Manifests;
using ActorBackup.Core.Ownership;
using ActorBackup.Core.Protocols;
using Akka.Actor;
using Akka.Event;
using Akka.Persistence;

namespace ActorBackup.Actors.Sources;

/// <summary>Owns one source. Its manifest is persisted; every decision is the manifest's, every deed a child's.</summary>
/// <remarks>Child of /sources, named by the source's key. Tells /stores and the watcher what it needs, its children what to do, its parent
/// when it has reconciled. Persists, applies, answers, in that order. Other files of this class: <c>Triggers</c> (why and when),
/// <c>Captures</c>, <c>Stores</c> (reconciling and catching up), <c>Cleaning</c>, <c>Restores</c>, <c>Parts</c>, <c>Status</c>, <c>Owning</c> (shared sources), <c>Trees</c> (folders).</remarks>
internal sealed partial class SourceActor : ReceivePersistentActor
{
    /// <summary>Events between two checkpoints, at least.</summary>
    private const int CheckpointEvery = 200;

    /// <summary>Sources that are as busy as each other must not all save at the same moment.</summary>
    private const int CheckpointSpread = 128;

    private readonly ILoggingAdapter _log = Context.GetLogger();
    private readonly Alarm _wake;
    private readonly int _checkpointEvery;
    private SourceContext _context;
    private Manifest _manifest;
    private int _sinceCheckpoint;
    private bool _reconciled;

    public static Props Props(SourceContext context) => Akka.Actor.Props.Create(() => new SourceActor(context));

    public SourceActor(SourceContext context)
    {
        (_context, _manifest) = (context, Manifest.Empty(context.Settings.Id));
        _isShared = context.Settings.Shared is not null;
        PersistenceId = _isShared ? $"shared-{context.Settings.Id.Key}" : $"local-{context.Parts.Node}-{context.Settings.Id.Key}";
        _checkpointEvery = CheckpointEvery + (SHA256.HashData(Encoding.UTF8.GetBytes(PersistenceId))[0] % CheckpointSpread);
        if (_isShared) (JournalPluginId, SnapshotPluginId) = (SharedJournal, SharedSnapshots);
        _claim = context.Claim is LocalClaim ? context.Claim : new ActorClaim(context.Claim);
        _owned = !_isShared || !context.MayWrite;
        _wake = new Alarm(Context.System.Scheduler, Self, Wake.Up);

        Recover<SnapshotOffer>(offer => (_manifest, _recoveredTo) = (new Manifest((ManifestState)offer.Snapshot), offer.Metadata.SequenceNr));
        Recover<ISourceEvent>(Replay);
        Recover<RecoveryCompleted>(_ =>
        {
            CheckIsLast();
            Begin();
        });

        Command<SourceProtocol.IMessage>(message => !_owned && message is not SourceProtocol.GetStatus, _ => Stash.Stash());
        Command<SourceProtocol.TakeSnapshot>(TakeSnapshot);
        Command<SourceProtocol.AwaitOutcome>(AwaitOutcome);
        Command<SourceProtocol.GetOutcome>(GetOutcome);
        Command<SourceProtocol.GetStatus>(_ => Sender.Tell(Status()));
        Command<SourceProtocol.IMessage>(_ => !_reconciled, _ => Stash.Stash());
        Command<SourceProtocol.GetSnapshots>(GetSnapshots);
        Command<SourceProtocol.Choose>(Choose);
        Command<SourceProtocol.Accept>(command => CarryOut(_manifest.AcceptSnapshot(command, Now)));
        Command<SourceProtocol.SetPin>(command => CarryOut(_manifest.SetPin(command, Now)));
        Command<SourceProtocol.Forget>(command => CarryOut(_manifest.Forget(command, Now)));
        Command<SourceProtocol.Undo>(command => CarryOut(_manifest.Undo(command, Now)));
        Command<SourceProtocol.Retain>(Retain);
        Command<SourceProtocol.Restore>(Restore);
        Command<SourceProtocol.RestartPart>(RestartPart);

        Command<WatcherProtocol.FileSettled>(FileSettled);
        Command<WatcherProtocol.TreeSettled>(TreeSettled);
        Command<WatcherProtocol.Dirty>(DirtyTaken);
        Command<SnapshotProtocol.Scanning>(Scanning);
        Command<WatcherProtocol.FileGone>(_ => FileGone());
        Command<WatcherProtocol.FileUnreadable>(FileUnreadable);
        Command<WatcherProtocol.WatchedBy>(by => _watchedBy = by);
        Command<ProcessActor.Ended>(ProcessEnded);
        Command<ProcessActor.Runs>(message => _processRuns = message.Yes);
        Command<SnapshotProtocol.ContentRead>(ContentRead);
        Command<SnapshotProtocol.Stored>(Stored);
        Command<SnapshotProtocol.NotStored>(NotStored);
        Command<StoreProtocol.PlaceIs>(PlaceIs);
        Command<Listed>(Compare);
        Command<CatchUpActor.Copied>(CaughtUp);
        Command<CatchUpActor.NotCopied>(NotCaughtUp);
        Command<RetentionProtocol.CarriedOut>(CarriedOut);
        Command<RetentionProtocol.Measured>(Measured);
        Command<RestoreProtocol.Verified>(Verified);
        Command<RestoreProtocol.PutBack>(PutBack);

        Command<ClaimEnded>(_ => StandDown());
        Command<Wake>(_ => Evaluate());
        Command<Reconfigure>(message => Reconfigured(message.Context));
        Command<Drain>(_ => DrainFor(Sender));
        Command<Yield>(_ => HandOver(Sender));
        Command<Terminated>(ChildStopped);
        Command<SaveSnapshotSuccess>(ReplaceEvents);
        Command<SaveSnapshotFailure>(failure => _log.Warning(failure.Cause, "no checkpoint of {SourceId} was saved; the next one is tried after more events", _manifest.Source));
        Command<DeleteMessagesSuccess>(_ => { });
        Command<DeleteMessagesFailure>(_ => { });    // what is left is deleted with the next checkpoint
        Command<DeleteSnapshotsSuccess>(_ => { });
        Command<DeleteSnapshotsFailure>(_ => { });
    }

    public override string PersistenceId { get; }

    private DateTimeOffset Now => _context.Now;

    protected override SupervisorStrategy SupervisorStrategy() => PartSupervision.Strategy();

    protected override void PreStart() => WatchClaim();

    protected override void PostStop()
    {
        EndTenure();
        _wake.Cancel();
        RefuseWaiters(Leaving, "it is being restarted, moved or stopped; what was accepted is not lost: ask again with the same id");
        if (_isShared && _restore is { } restore)
            Refuse(restore.Asker, Leaving, $"{_manifest.Source}: its ownership moved while {restore.Snapshot.Id} was being restored; look at {restore.Target}, and ask again with the same id.");
    }

    protected override void OnPersistFailure(Exception cause, object @event, long sequenceNr)
    {
        _log.Error(cause, "{SourceId} could not persist {Event}; it starts again", _manifest.Source, @event.GetType().Name);
        Refuse(Sender, Leaving, $"{_manifest.Source} could not write its journal ({cause.Message}); whether the request counts is known once it runs again: repeat it with the same id.");
    }

    /// <summary>An event that has no stored form. As grave as a failed write: what was decided must not be half persisted.</summary>
    protected override void OnPersistRejected(Exception cause, object @event, long sequenceNr)
    {
        OnPersistFailure(cause, @event, sequenceNr);
        Context.Stop(Self);
    }

    protected override void OnRecoveryFailure(Exception reason, object? message = null) =>
        _log.Error(reason, "{SourceId} could not read its journal; it is tried again", _manifest.Source);

    /// <summary>What a request cut off hears: of a shared source, that its owner is to be asked again.</summary>
    private RefusalKind Leaving => _isShared ? RefusalKind.Away : RefusalKind.Failed;

    private void Replay(ISourceEvent e)
    {
        CheckIsNext();
        _manifest = _manifest.Apply(e);
    }

    /// <summary>Persists, applies, then goes on. Nothing else is handled in between. In read-only mode nothing is persisted.</summary>
    /// <remarks>Of a shared source only while the claim holds, before and after.</remarks>
    private void Record(IReadOnlyCollection<ISourceEvent> events, Action then)
    {
        if (_standsDown) return;
        if (!_claim.Holds) StandDown();
        else if (events.Count == 0) then();
        else if (_context.MayWrite)
        {
            var left = events.Count;
            PersistAll(events, e =>
            {
                Apply(e);
                if (--left > 0) return;
                if (!_claim.Holds)
                {
                    StandDown();
                    return;
                }

                then();
                MaySaveCheckpoint();
            });
        }
        else
        {
            foreach (var e in events) Apply(e);
            then();
        }
    }

    private void Apply(ISourceEvent e)
    {
        _manifest = _manifest.Apply(e);
        _sinceCheckpoint++;
    }

    private void CarryOut(Decision decision)
    {
        var asker = Sender;
        Record(decision.Events, () =>
        {
            if (decision.Reply is not null) asker.Tell(decision.Reply);
            AfterDecision(decision.Events);
        });
    }

    private void MaySaveCheckpoint()
    {
        if (_sinceCheckpoint < _checkpointEvery || _standsDown) return;
        _sinceCheckpoint = 0;
        SaveSnapshot(_manifest.State);
    }

    private void ReplaceEvents(SaveSnapshotSuccess saved)
    {
        if (!_claim.Holds) return;
        DeleteMessages(saved.Metadata.SequenceNr);
        DeleteSnapshots(new SnapshotSelectionCriteria(saved.Metadata.SequenceNr - 1));
    }

    private void Refuse(IActorRef asker, RefusalKind kind, string why) => asker.Tell(new SourceProtocol.Refused(_manifest.Source, new Refusal(kind, why)));

    /// <summary>The settings or stores changed; told by /sources.</summary>
    internal sealed record Reconfigure(SourceContext Context);

    /// <summary>Finish what is under way and take in what waits; answered by <see cref="Drained"/>.</summary>
    internal sealed record Drain;

    internal sealed record Drained(Core.Sources.SourceId Source);

    /// <summary>To the parent, once: everything is compared, or cannot be.</summary>
    /// <param name="Locked">Another data folder runs this source, else null.</param>
    internal sealed record Reconciled(Core.Sources.SourceId Source, string? Locked);

    private sealed record Wake
    {
        public static Wake Up { get; } = new();
    }
}
