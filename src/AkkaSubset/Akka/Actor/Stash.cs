namespace Akka.Actor;

/// <summary>Keeps messages for later.</summary>
public interface IStash
{
    int Count { get; }
    bool IsEmpty { get; }
    bool NonEmpty { get; }
    bool IsFull { get; }

    /// <summary>How many messages fit in.</summary>
    int Capacity { get; }

    /// <summary>Puts the message that is being handled aside.</summary>
    /// <exception cref="IllegalActorStateException">It is there already.</exception>
    void Stash();

    /// <summary>Makes the oldest stashed message the next one.</summary>
    void Unstash();

    /// <summary>Makes all stashed messages the next ones, in the order in which they came.</summary>
    void UnstashAll();

    /// <param name="predicate">The others are dropped.</param>
    void UnstashAll(Func<Envelope, bool> predicate);

    /// <summary>Takes out and gives all that is in.</summary>
    IEnumerable<Envelope> ClearStash();

    /// <summary>Puts messages before the others.</summary>
    void Prepend(IEnumerable<Envelope> envelopes);
}

public interface IActorStash
{
    /// <summary>Set by the runtime after the constructor.</summary>
    IStash Stash { get; set; }
}

public interface IWithUnrestrictedStash : IActorStash;

public interface IWithStash : IWithUnrestrictedStash;

public interface IWithUnboundedStash : IWithUnrestrictedStash;

public static class StashFactory
{
    public static IStash CreateStash(this IActorContext context, IActorStash actorInstance) => new MailboxStash((ActorCell)context);

    public static IStash CreateStash(this IActorContext context, Type actorType) => new MailboxStash((ActorCell)context);
}
