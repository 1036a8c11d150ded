using Akka.Actor;
using Akka.Event;

namespace Akka.Persistence;

/// <summary>Asks to store <paramref name="messages"/> in their order; each is answered by its own outcome.</summary>
/// <param name="messages">One <see cref="AtomicWrite"/> per call of Persist or PersistAll.</param>
/// <param name="persistentActor">Who gets the answers.</param>
/// <param name="actorInstanceId">Tells the incarnations of one actor apart, so that an answer to an earlier one is dropped.</param>
public sealed class WriteMessages(IEnumerable<IPersistentEnvelope> messages, IActorRef persistentActor, int actorInstanceId) : IJournalRequest
{
    public IEnumerable<IPersistentEnvelope> Messages { get; } = messages;
    public IActorRef PersistentActor { get; } = persistentActor;
    public int ActorInstanceId { get; } = actorInstanceId;
}

/// <summary>The journal took the whole request; comes before the outcome of each message.</summary>
public sealed class WriteMessagesSuccessful : IJournalResponse
{
    private WriteMessagesSuccessful() { }
    public static WriteMessagesSuccessful Instance { get; } = new();
}

/// <summary>The journal could not take the request; comes before the failure of each message.</summary>
public sealed class WriteMessagesFailed(Exception cause, int writeCount) : IJournalResponse
{
    public Exception Cause { get; } = cause;
    /// <summary>How many atomic writes the request had.</summary>
    public int WriteCount { get; } = writeCount;
}

public sealed class WriteMessageSuccess(IPersistentRepresentation persistent, int actorInstanceId) : IJournalResponse
{
    public IPersistentRepresentation Persistent { get; } = persistent;
    public int ActorInstanceId { get; } = actorInstanceId;
}

/// <summary>Nothing was written of this message, and the journal is fine: it could not be serialised, for one.</summary>
public sealed class WriteMessageRejected(IPersistentRepresentation persistent, Exception cause, int actorInstanceId) : IJournalResponse
{
    public IPersistentRepresentation Persistent { get; } = persistent;
    public Exception Cause { get; } = cause;
    public int ActorInstanceId { get; } = actorInstanceId;
}

/// <summary>Whether the message was written is unknown; only a replay can tell.</summary>
public sealed class WriteMessageFailure(IPersistentRepresentation persistent, Exception cause, int actorInstanceId) : IJournalResponse
{
    public IPersistentRepresentation Persistent { get; } = persistent;
    public Exception Cause { get; } = cause;
    public int ActorInstanceId { get; } = actorInstanceId;
}

/// <summary>Asks for the events from <paramref name="fromSequenceNr"/> to <paramref name="toSequenceNr"/>, both included.</summary>
public sealed class ReplayMessages(long fromSequenceNr, long toSequenceNr, long max, string persistenceId, IActorRef persistentActor) : IJournalRequest
{
    public long FromSequenceNr { get; } = fromSequenceNr;
    public long ToSequenceNr { get; } = toSequenceNr;
    public long Max { get; } = max;
    public string PersistenceId { get; } = persistenceId;
    public IActorRef PersistentActor { get; } = persistentActor;
}

public sealed class ReplayedMessage(IPersistentRepresentation persistent) : IJournalResponse, IDeadLetterSuppression
{
    public IPersistentRepresentation Persistent { get; } = persistent;
}

/// <summary>The replay is over.</summary>
/// <param name="highestSequenceNr">The highest number ever written under the id, also if its event has been deleted.</param>
public sealed class RecoverySuccess(long highestSequenceNr) : IJournalResponse, IDeadLetterSuppression
{
    public long HighestSequenceNr { get; } = highestSequenceNr;
}

public sealed class ReplayMessagesFailure(Exception cause) : IJournalResponse, IDeadLetterSuppression
{
    public Exception Cause { get; } = cause;
}

/// <summary>Asks to drop the events up to <paramref name="toSequenceNr"/>, included.</summary>
public sealed class DeleteMessagesTo(string persistenceId, long toSequenceNr, IActorRef persistentActor) : IJournalRequest
{
    public string PersistenceId { get; } = persistenceId;
    public long ToSequenceNr { get; } = toSequenceNr;
    public IActorRef PersistentActor { get; } = persistentActor;
}

public sealed class DeleteMessagesSuccess(long toSequenceNr) : IEquatable<DeleteMessagesSuccess>
{
    public long ToSequenceNr { get; } = toSequenceNr;
    public bool Equals(DeleteMessagesSuccess other) => other is not null && ToSequenceNr == other.ToSequenceNr;
    public override bool Equals(object obj) => Equals(obj as DeleteMessagesSuccess);
    public override int GetHashCode() => ToSequenceNr.GetHashCode();
    public override string ToString() => $"DeleteMessagesSuccess({ToSequenceNr})";
}

public sealed class DeleteMessagesFailure(Exception cause, long toSequenceNr) : INoSerializationVerificationNeeded, IEquatable<DeleteMessagesFailure>
{
    public Exception Cause { get; } = cause;
    public long ToSequenceNr { get; } = toSequenceNr;
    public bool Equals(DeleteMessagesFailure other) => other is not null && Cause == other.Cause && ToSequenceNr == other.ToSequenceNr;
    public override bool Equals(object obj) => Equals(obj as DeleteMessagesFailure);
    public override int GetHashCode() => HashCode.Combine(Cause, ToSequenceNr);
    public override string ToString() => $"DeleteMessagesFailure({ToSequenceNr}, {Cause.Message})";
}
