using System.Data.Common;
using Akka.Persistence.Sql.Db;

namespace Akka.Persistence.Sql.Snapshot;

/// <summary>One snapshot as the table <c>snapshot</c> holds it.</summary>
internal sealed record SnapshotRow(SnapshotMetadata Metadata, SerializedPayload Payload);

/// <summary>What is done with the table <c>snapshot</c>.</summary>
internal static class SnapshotTable
{
    private const string Fitting =
        "persistence_id = @id AND sequence_number >= @min AND sequence_number <= @max AND created >= @after AND created <= @before";

    public static SqlStatement Save(SnapshotRow row) => new(
        """
        INSERT INTO snapshot (persistence_id, sequence_number, created, snapshot, manifest, serializer_id)
        VALUES (@id, @number, @created, @snapshot, @manifest, @serializer)
        ON CONFLICT (persistence_id, sequence_number) DO UPDATE SET created = excluded.created, snapshot = excluded.snapshot,
          manifest = excluded.manifest, serializer_id = excluded.serializer_id
        """,
        ("@id", row.Metadata.PersistenceId), ("@number", row.Metadata.SequenceNr), ("@created", row.Metadata.Timestamp.Ticks),
        ("@snapshot", row.Payload.Bytes), ("@manifest", row.Payload.Manifest), ("@serializer", row.Payload.SerializerId));

    /// <summary>The one with the highest number that fits, null if none does.</summary>
    public static SnapshotRow? Newest(DbConnection connection, string persistenceId, SnapshotSelectionCriteria criteria)
    {
        using var command = connection.Command(
            $"SELECT sequence_number, created, snapshot, manifest, serializer_id FROM snapshot WHERE {Fitting} ORDER BY sequence_number DESC LIMIT 1",
            Parameters(persistenceId, criteria));
        using var reader = command.ExecuteReader();
        if (!reader.Read()) return null;
        var metadata = new SnapshotMetadata(persistenceId, reader.GetInt64(0), new DateTime(reader.GetInt64(1), DateTimeKind.Utc));
        return new SnapshotRow(metadata, new SerializedPayload((byte[])reader[2], reader.IsDBNull(3) ? "" : reader.GetString(3), reader.GetInt32(4)));
    }

    public static SqlStatement Delete(SnapshotMetadata metadata) =>
        Delete(metadata.PersistenceId, metadata.Timestamp == DateTime.MinValue
            ? new SnapshotSelectionCriteria(metadata.SequenceNr, DateTime.MaxValue, metadata.SequenceNr)
            : new SnapshotSelectionCriteria(metadata.SequenceNr, metadata.Timestamp, metadata.SequenceNr, metadata.Timestamp));

    public static SqlStatement Delete(string persistenceId, SnapshotSelectionCriteria criteria) =>
        new($"DELETE FROM snapshot WHERE {Fitting}", Parameters(persistenceId, criteria));

    private static (string, object?)[] Parameters(string persistenceId, SnapshotSelectionCriteria criteria) =>
    [
        ("@id", persistenceId), ("@min", criteria.MinSequenceNr), ("@max", criteria.MaxSequenceNr),
        ("@after", (criteria.MinTimestamp ?? DateTime.MinValue).Ticks), ("@before", criteria.MaxTimeStamp.Ticks),
    ];
}
