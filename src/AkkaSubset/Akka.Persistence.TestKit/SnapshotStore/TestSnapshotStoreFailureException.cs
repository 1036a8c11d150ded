namespace Akka.Persistence.TestKit;

/// <summary>The failure that a test asked its snapshot store for.</summary>
public class TestSnapshotStoreFailureException : Exception
{
    public TestSnapshotStoreFailureException() { }
    public TestSnapshotStoreFailureException(string message) : base(message) { }
    public TestSnapshotStoreFailureException(string message, Exception inner) : base(message, inner) { }
}
