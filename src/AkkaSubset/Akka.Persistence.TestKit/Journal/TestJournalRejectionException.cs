namespace Akka.Persistence.TestKit;

/// <summary>The rejection that a test asked its journal for.</summary>
public class TestJournalRejectionException : Exception
{
    public TestJournalRejectionException() { }
    public TestJournalRejectionException(string message) : base(message) { }
    public TestJournalRejectionException(string message, Exception inner) : base(message, inner) { }
}
