namespace Akka.Persistence.TestKit;

/// <summary>The failure that a test asked its journal for.</summary>
public class TestJournalFailureException : Exception
{
    public TestJournalFailureException() { }
    public TestJournalFailureException(string message) : base(message) { }
    public TestJournalFailureException(string message, Exception inner) : base(message, inner) { }
}
