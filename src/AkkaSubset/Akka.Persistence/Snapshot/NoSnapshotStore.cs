namespace Akka.Persistence.Snapshot;

/// <summary>Stands in where no snapshot store is configured: finds nothing and refuses to save.</summary>
public sealed class NoSnapshotStore : SnapshotStore
{
    protected override Task<SelectedSnapshot> LoadAsync(string persistenceId, SnapshotSelectionCriteria criteria) =>
        Task.FromResult<SelectedSnapshot>(null);

    protected override Task SaveAsync(SnapshotMetadata metadata, object snapshot) => RefuseAsync();
    protected override Task DeleteAsync(SnapshotMetadata metadata) => RefuseAsync();
    protected override Task DeleteAsync(string persistenceId, SnapshotSelectionCriteria criteria) => RefuseAsync();

    private static Task RefuseAsync() => Task.FromException(new NoSnapshotStoreException(
        "No snapshot store is configured. Set akka.persistence.snapshot-store.plugin to the path of one's settings."));

    public class NoSnapshotStoreException : Exception
    {
        public NoSnapshotStoreException() { }
        public NoSnapshotStoreException(string message) : base(message) { }
        public NoSnapshotStoreException(string message, Exception innerException) : base(message, innerException) { }
    }
}
