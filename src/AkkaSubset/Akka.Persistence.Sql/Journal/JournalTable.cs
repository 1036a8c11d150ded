using System.Data.Common;
using Akka.Persistence.Sql.Db;

namespace Akka.Persistence.Sql.Journal;

/// <summary>One event as the table <c>journal</c> holds it.</summary>
internal sealed record JournalRow(string PersistenceId, long SequenceNr, long Created, SerializedPayload Payload, string WriterUuid);

/// <summary>What is done with the table <c>journal</c>.</summary>
internal static class JournalTable
{
    private const string InsertSql =
        """
        INSERT INTO journal (created, deleted, persistence_id, sequence_number, message, manifest, identifier, writer_uuid)
        VALUES (@created, @deleted, @id, @number, @message, @manifest, @serializer, @writer)
        """;

    private const string PageSql =
        """
        SELECT sequence_number, created, message, manifest, identifier, writer_uuid FROM journal
        WHERE persistence_id = @id AND sequence_number >= @from AND sequence_number <= @to AND deleted = @deleted
        ORDER BY sequence_number LIMIT @limit
        """;

    public static SqlStatement Insert(JournalRow row) => new(
        InsertSql, ("@created", row.Created), ("@deleted", false), ("@id", row.PersistenceId), ("@number", row.SequenceNr),
        ("@message", row.Payload.Bytes), ("@manifest", row.Payload.Manifest), ("@serializer", row.Payload.SerializerId), ("@writer", row.WriterUuid));

    /// <summary>The highest number ever written under the id, 0 if there is none.</summary>
    public static long HighestSequenceNr(DbConnection connection, string persistenceId)
    {
        using var command = connection.Command("SELECT MAX(sequence_number) FROM journal WHERE persistence_id = @id", ("@id", persistenceId));
        return command.ExecuteScalar() is long highest ? highest : 0;
    }

    /// <summary>At most <paramref name="limit"/> events that are not deleted, in order.</summary>
    public static IReadOnlyList<JournalRow> Page(DbConnection connection, string persistenceId, long from, long to, int limit)
    {
        using var command = connection.Command(
            PageSql, ("@id", persistenceId), ("@from", from), ("@to", to), ("@deleted", false), ("@limit", limit));
        using var reader = command.ExecuteReader();
        var rows = new List<JournalRow>();
        while (reader.Read())
        {
            var payload = new SerializedPayload((byte[])reader[2], reader.IsDBNull(3) ? "" : reader.GetString(3), reader.GetInt32(4));
            rows.Add(new JournalRow(persistenceId, reader.GetInt64(0), reader.GetInt64(1), payload, reader.IsDBNull(5) ? "" : reader.GetString(5)));
        }

        return rows;
    }

    /// <summary>Drops the events up to <paramref name="to"/>. The highest of them stays as a row marked deleted, so that its number does.</summary>
    public static IReadOnlyList<SqlStatement> Delete(string persistenceId, long to) =>
    [
        new("UPDATE journal SET deleted = @yes WHERE persistence_id = @id AND sequence_number <= @to AND deleted = @no",
            ("@yes", true), ("@no", false), ("@id", persistenceId), ("@to", to)),
        new("""
            DELETE FROM journal WHERE persistence_id = @id AND deleted = @yes AND sequence_number <
              (SELECT MAX(sequence_number) FROM journal WHERE persistence_id = @id AND deleted = @yes)
            """,
            ("@id", persistenceId), ("@yes", true)),
    ];
}
