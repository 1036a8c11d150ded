using Akka.Configuration;
using Akka.Persistence.Snapshot;
using Akka.Persistence.Sql.Db;

namespace Akka.Persistence.Sql.Snapshot;

/// <summary>A snapshot store in the table <c>snapshot</c> of a database.</summary>
public class SqlSnapshotStore : SnapshotStore
{
    private readonly SqlWriteQueue _writes;
    private readonly SqlReadPool _reads;
    private readonly Akka.Serialization.Serialization _serialization;

    public SqlSnapshotStore(Config snapshotConfig)
    {
        var settings = SqlPluginSettings.From(snapshotConfig, Self.Path.Name);
        _writes = new SqlWriteQueue(settings, settings.Dialect.SnapshotTables, Self.Path.Name);
        _reads = new SqlReadPool(settings);
        _serialization = Context.System.Serialization;
    }

    protected override async Task<SelectedSnapshot?> LoadAsync(string persistenceId, SnapshotSelectionCriteria criteria)
    {
        await _writes.CaughtUpAsync().ConfigureAwait(false);
        var row = await _reads.ReadAsync(c => SnapshotTable.Newest(c, persistenceId, criteria)).ConfigureAwait(false);
        return row is null ? null : new SelectedSnapshot(row.Metadata, row.Payload.Back(_serialization));
    }

    protected override async Task SaveAsync(SnapshotMetadata metadata, object snapshot)
    {
        var row = new SnapshotRow(metadata, SerializedPayload.Of(snapshot, _serialization));
        await _writes.WriteAsync(SnapshotTable.Save(row)).ConfigureAwait(false);
    }

    protected override Task DeleteAsync(SnapshotMetadata metadata) => _writes.WriteAsync(SnapshotTable.Delete(metadata));

    protected override Task DeleteAsync(string persistenceId, SnapshotSelectionCriteria criteria) =>
        _writes.WriteAsync(SnapshotTable.Delete(persistenceId, criteria));

    protected override void PostStop()
    {
        _writes.Dispose();
        _reads.Dispose();
        base.PostStop();
    }
}
