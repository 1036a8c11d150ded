using Akka.Actor;

namespace Akka.Persistence.Journal;

public interface IAsyncRecovery
{
    /// <summary>Gives the events from one number to another, both included, at most <paramref name="max"/>, in order, to the callback.</summary>
    Task ReplayMessagesAsync(IActorContext context, string persistenceId, long fromSequenceNr, long toSequenceNr, long max,
        Action<IPersistentRepresentation> recoveryCallback);

    /// <summary>The highest number ever written under the id, 0 if there is none; events deleted since count.</summary>
    /// <param name="persistenceId">Whose.</param>
    /// <param name="fromSequenceNr">A hint: the caller knows of all below.</param>
    Task<long> ReadHighestSequenceNrAsync(string persistenceId, long fromSequenceNr);
}
