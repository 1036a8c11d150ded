namespace Akka.Persistence.TestKit;

public interface ITestJournal
{
    JournalWriteBehavior OnWrite { get; }
    JournalRecoveryBehavior OnRecovery { get; }
}
