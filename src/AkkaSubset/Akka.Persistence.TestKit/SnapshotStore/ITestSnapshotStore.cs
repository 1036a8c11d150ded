namespace Akka.Persistence.TestKit;

public interface ITestSnapshotStore
{
    SnapshotStoreSaveBehavior OnSave { get; }
    SnapshotStoreLoadBehavior OnLoad { get; }
    SnapshotStoreDeleteBehavior OnDelete { get; }
}
