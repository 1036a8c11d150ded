using System.Data.Common;
using Npgsql;

namespace Akka.Persistence.Sql.Db;

/// <summary>PostgreSQL. Whether a commit waits for the disk and for replicas is the server's <c>synchronous_commit</c>.</summary>
internal sealed class PostgresDialect : ISqlDialect
{
    /// <summary>Any number of ours: who creates tables holds it, since IF NOT EXISTS does not keep two that start together apart.</summary>
    private const string Alone = "SELECT pg_advisory_xact_lock(4712001)";

    /// <summary>A writer that is stopped in the middle of its transaction would hold its rows against its successor for ever.</summary>
    private const string SessionLimits = "-c idle_in_transaction_session_timeout=4000 -c lock_timeout=5000";

    public IReadOnlyList<string> JournalTables { get; } =
    [
        Alone,
        Unless("journal",
            """
            CREATE TABLE journal (ordering bigint GENERATED ALWAYS AS IDENTITY NOT NULL, created bigint NOT NULL, deleted boolean NOT NULL,
              persistence_id text NOT NULL, sequence_number bigint NOT NULL, message bytea NOT NULL, manifest text,
              identifier integer, writer_uuid text,
              CONSTRAINT "PK_journal" PRIMARY KEY (ordering), CONSTRAINT journal_uq UNIQUE (persistence_id, sequence_number))
            """),
        Unless("journal_created_idx", "CREATE INDEX journal_created_idx ON journal (created)"),
        Unless("journal_sequence_number_idx", "CREATE INDEX journal_sequence_number_idx ON journal (sequence_number)"),
        Unless("tags",
            """
            CREATE TABLE tags (ordering_id bigint NOT NULL, tag text NOT NULL, sequence_nr bigint NOT NULL,
              persistence_id text NOT NULL, CONSTRAINT "PK_tags" PRIMARY KEY (ordering_id, tag))
            """),
        Unless("tags_persistence_id_sequence_nr_idx", "CREATE INDEX tags_persistence_id_sequence_nr_idx ON tags (persistence_id, sequence_nr)"),
        Unless("tags_tag_idx", "CREATE INDEX tags_tag_idx ON tags (tag)"),
    ];

    public IReadOnlyList<string> SnapshotTables { get; } =
    [
        Alone,
        Unless("snapshot",
            """
            CREATE TABLE snapshot (persistence_id text NOT NULL, sequence_number bigint NOT NULL, created bigint NOT NULL,
              snapshot bytea, manifest text, serializer_id integer, CONSTRAINT "PK_snapshot" PRIMARY KEY (persistence_id, sequence_number))
            """),
        Unless("snapshot_sequence_number_idx", "CREATE INDEX snapshot_sequence_number_idx ON snapshot (sequence_number)"),
        Unless("snapshot_created_idx", "CREATE INDEX snapshot_created_idx ON snapshot (created)"),
    ];

    public DbConnection Open(string connectionString)
    {
        var connection = new NpgsqlConnection(WithLimits(connectionString));
        try
        {
            connection.Open();
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Bounds every wait, so that what hung in a cut network is tried on a new connection soon after; what the connection string says itself stays.</summary>
    private static string WithLimits(string connectionString)
    {
        var given = new DbConnectionStringBuilder { ConnectionString = connectionString };
        var settings = new NpgsqlConnectionStringBuilder(connectionString)
        {
            // Our own queue and pool keep connections; a pool behind them would hand a broken one out again.
            Pooling = false,
        };
        if (!given.ContainsKey("Timeout")) settings.Timeout = 5;
        if (!given.ContainsKey("Command Timeout") && !given.ContainsKey("CommandTimeout")) settings.CommandTimeout = 6;
        if (!given.ContainsKey("Cancellation Timeout") && !given.ContainsKey("CancellationTimeout")) settings.CancellationTimeout = -1;
        if (!given.ContainsKey("Max Auto Prepare") && !given.ContainsKey("MaxAutoPrepare")) settings.MaxAutoPrepare = 16;
        settings.Options = $"{SessionLimits} {settings.Options}".TrimEnd();
        return settings.ToString();
    }

    /// <summary>Asks first, for CREATE … IF NOT EXISTS waits for the writers of a table that is there, and makes others wait for it.</summary>
    private static string Unless(string name, string create) =>
        $"DO $$ BEGIN IF to_regclass('{name}') IS NULL THEN {create}; END IF; END $$";
}
