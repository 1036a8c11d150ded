namespace Akka.Persistence.Snapshot;

/// <summary>Keeps snapshots as objects for as long as it runs.</summary>
public class MemorySnapshotStore : SnapshotStore
{
    private readonly Lock _gate = new();
    private readonly List<SelectedSnapshot> _snapshots = [];

    protected override Task<SelectedSnapshot> LoadAsync(string persistenceId, SnapshotSelectionCriteria criteria)
    {
        lock (_gate) return Task.FromResult(_snapshots
            .Where(s => s.Metadata.PersistenceId == persistenceId && criteria.Matches(s.Metadata))
            .MaxBy(s => s.Metadata.SequenceNr));
    }

    protected override Task SaveAsync(SnapshotMetadata metadata, object snapshot)
    {
        lock (_gate)
        {
            _snapshots.RemoveAll(s => IsSame(s.Metadata, metadata));
            _snapshots.Add(new SelectedSnapshot(metadata, snapshot));
        }

        return Task.CompletedTask;
    }

    protected override Task DeleteAsync(SnapshotMetadata metadata)
    {
        lock (_gate) _snapshots.RemoveAll(s =>
            IsSame(s.Metadata, metadata) && (metadata.Timestamp == DateTime.MinValue || metadata.Timestamp == s.Metadata.Timestamp));
        return Task.CompletedTask;
    }

    protected override Task DeleteAsync(string persistenceId, SnapshotSelectionCriteria criteria)
    {
        lock (_gate) _snapshots.RemoveAll(s => s.Metadata.PersistenceId == persistenceId && criteria.Matches(s.Metadata));
        return Task.CompletedTask;
    }

    private static bool IsSame(SnapshotMetadata one, SnapshotMetadata other) =>
        one.PersistenceId == other.PersistenceId && one.SequenceNr == other.SequenceNr;
}
