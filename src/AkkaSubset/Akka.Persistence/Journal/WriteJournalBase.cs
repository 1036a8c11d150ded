using Akka.Actor;

namespace Akka.Persistence.Journal;

public abstract class WriteJournalBase : ActorBase
{
    /// <summary>The atomic writes among <paramref name="resequenceables"/>, in order.</summary>
    protected IEnumerable<AtomicWrite> PreparePersistentBatch(IEnumerable<IPersistentEnvelope> resequenceables) =>
        resequenceables.OfType<AtomicWrite>();
}
