using System.Collections.Immutable;
using Akka.Actor;
using Akka.Event;

namespace Akka.Persistence;

/// <summary>An actor whose state is the sum of its persisted events. What it recovers and does with them is up to its subclass.</summary>
/// <remarks>Phases: waits for a recovery permit → awaits its snapshot → replays → works through commands, one at a time: while an event
/// is being written and its handler has not run, commands wait in a stash of its own, in their order.</remarks>
public abstract partial class Eventsourced : ActorBase, IPersistentIdentity, IPersistenceRecovery, IWithUnboundedStash
{
    public static readonly Func<Envelope, bool> UnstashFilterPredicate =
        envelope => envelope.Message is not (WriteMessageSuccess or ReplayedMessage);

    private readonly int _instanceId;
    private readonly string _writerGuid = Guid.NewGuid().ToString("N");
    private readonly IStash _waiting;
    private readonly LinkedList<IPendingHandlerInvocation> _pending = new();
    private readonly List<IPersistentEnvelope> _unsent = [];
    private ILoggingAdapter _log;
    private IActorRef _journal;
    private IActorRef _snapshotStore;
    private Action<Receive, object> _phase;
    private long _sequenceNr;

    protected Eventsourced()
    {
        Extension = Persistence.Instance.Apply(Context.System);
        _instanceId = Extension.NextInstanceId();
        _waiting = Context.CreateStash(GetType());
        _phase = WaitForPermit;
    }

    /// <summary>Names the actor in its journal, for good. Two living actors must not share one.</summary>
    public abstract string PersistenceId { get; }

    public string JournalPluginId { get; protected set; } = string.Empty;
    public string SnapshotPluginId { get; protected set; } = string.Empty;
    public virtual Recovery Recovery => Recovery.Default;
    public IStash Stash { get; set; }

    public IActorRef Journal => _journal ??= Extension.JournalFor(JournalPluginId);
    public IActorRef SnapshotStore => _snapshotStore ??= Extension.SnapshotStoreFor(SnapshotPluginId);

    /// <summary>The number of the event persisted or replayed last; 0 if there is none.</summary>
    public long LastSequenceNr { get; private set; }

    public long SnapshotSequenceNr => LastSequenceNr;
    public string SnapshotterId => PersistenceId;

    /// <summary>True until the last event was replayed; <see cref="RecoveryCompleted"/> is received with false.</summary>
    public bool IsRecovering { get; private set; } = true;

    public bool IsRecoveryFinished => !IsRecovering;

    protected PersistenceExtension Extension { get; }
    protected virtual ILoggingAdapter Log => _log ??= Context.GetLogger();

    protected abstract bool ReceiveRecover(object message);
    protected abstract bool ReceiveCommand(object message);

    /// <summary>Writes <paramref name="event"/>, then runs <paramref name="handler"/> as the sender's message still; commands wait until then.</summary>
    /// <exception cref="InvalidOperationException">The actor recovers: it must not write while it reads.</exception>
    public void Persist<TEvent>(TEvent @event, Action<TEvent> handler) => PersistAll([@event], handler);

    /// <summary>Writes all or none; <paramref name="handler"/> runs once per event, in order. No event is no write.</summary>
    /// <exception cref="InvalidOperationException">The actor recovers: it must not write while it reads.</exception>
    public void PersistAll<TEvent>(IEnumerable<TEvent> events, Action<TEvent> handler)
    {
        if (IsRecovering) throw new InvalidOperationException(
            $"'{PersistenceId}' is recovering and cannot persist. Persist in a command handler, or at RecoveryCompleted.");
        var batch = ImmutableArray.CreateBuilder<IPersistentRepresentation>();
        foreach (var e in events)
        {
            _pending.AddLast(new StashingHandlerInvocation(e, o => handler((TEvent)o)));
            batch.Add(new Persistent(e, ++_sequenceNr, PersistenceId, sender: Sender, writerGuid: _writerGuid));
        }

        if (batch.Count > 0) _unsent.Add(new AtomicWrite(batch.ToImmutable()));
    }

    /// <summary>Drops the events up to <paramref name="toSequenceNr"/>, included; answered by <see cref="DeleteMessagesSuccess"/> or …Failure.</summary>
    public void DeleteMessages(long toSequenceNr) => Journal.Tell(new DeleteMessagesTo(PersistenceId, toSequenceNr, Self), Self);

    public void LoadSnapshot(string persistenceId, SnapshotSelectionCriteria criteria, long toSequenceNr) =>
        SnapshotStore.Tell(new LoadSnapshot(persistenceId, criteria, toSequenceNr), Self);

    /// <summary>Keeps <paramref name="snapshot"/> under <see cref="SnapshotSequenceNr"/>; answered by <see cref="SaveSnapshotSuccess"/> or …Failure.</summary>
    public void SaveSnapshot(object snapshot) =>
        SnapshotStore.Tell(new SaveSnapshot(new SnapshotMetadata(SnapshotterId, SnapshotSequenceNr, Extension.UtcNow), snapshot), Self);

    /// <summary>Answered by <see cref="DeleteSnapshotSuccess"/> or …Failure; one that does not exist is a success.</summary>
    public void DeleteSnapshot(long sequenceNr) =>
        SnapshotStore.Tell(new DeleteSnapshot(new SnapshotMetadata(SnapshotterId, sequenceNr, DateTime.MinValue)), Self);

    public void DeleteSnapshots(SnapshotSelectionCriteria criteria) => SnapshotStore.Tell(new DeleteSnapshots(SnapshotterId, criteria), Self);

    /// <summary>The write of <paramref name="event"/> failed; whether it is in the journal is unknown, so the actor stops after this.</summary>
    protected virtual void OnPersistFailure(Exception cause, object @event, long sequenceNr) => Log.Error(
        cause, "Event {0} number {1} of '{2}' could not be persisted; the actor stops", @event.GetType(), sequenceNr, PersistenceId);

    /// <summary>The journal refused <paramref name="event"/> and did not write it; the actor goes on.</summary>
    protected virtual void OnPersistRejected(Exception cause, object @event, long sequenceNr) => Log.Error(
        cause, "The journal refused event {0} number {1} of '{2}': {3}", @event.GetType(), sequenceNr, PersistenceId, cause.Message);

    /// <summary>The recovery failed; the actor stops after this.</summary>
    /// <param name="reason">What the journal, the snapshot store or the actor's own recovery handler threw.</param>
    /// <param name="message">The event that could not be applied; null if the failure is not an event's.</param>
    protected virtual void OnRecoveryFailure(Exception reason, object message = null)
    {
        if (message is null) Log.Error(reason, "Recovery of '{0}' failed after number {1}; the actor stops", PersistenceId, LastSequenceNr);
        else Log.Error(reason, "Event {0} number {1} of '{2}' could not be recovered; the actor stops", message.GetType(), LastSequenceNr, PersistenceId);
    }

    /// <summary>Runs after the last event was replayed, before <see cref="RecoveryCompleted"/>.</summary>
    protected virtual void OnReplaySuccess() { }

    protected override void Unhandled(object message)
    {
        switch (message)
        {
            case RecoveryCompleted: return;
            case SaveSnapshotFailure f: Log.Warning("Snapshot {0} could not be saved: {1}", f.Metadata, f.Cause.Message); break;
            case DeleteSnapshotFailure f: Log.Warning("Snapshot {0} could not be deleted: {1}", f.Metadata, f.Cause.Message); break;
            case DeleteSnapshotsFailure f: Log.Warning("Snapshots {0} could not be deleted: {1}", f.Criteria, f.Cause.Message); break;
            case DeleteMessagesFailure f: Log.Warning("Events up to {0} of '{1}' could not be deleted: {2}", f.ToSequenceNr, PersistenceId, f.Cause.Message); break;
        }

        base.Unhandled(message);
    }
}
