using System.Data.Common;
using Npgsql;
using TestTools;

namespace Scenarios.Cluster;

/// <summary>A throw-away PostgreSQL that waits for the disk at every commit.</summary>
public sealed class PostgresShared : ISharedDatabase
{
    private readonly PostgresServer _server;
    private readonly string _connection;

    /// <param name="host">By which the nodes reach it.</param>
    public PostgresShared(string host = "127.0.0.1", IReadOnlyDictionary<string, string>? environment = null)
    {
        _server = PostgresServer.On(host, environment ?? new Dictionary<string, string>());
        _connection = _server.NewDatabase();
    }

    public string Configured => _connection.Replace(";Pooling=false", "", StringComparison.Ordinal);

    public IReadOnlyList<string> RowTaps { get; } =
    [
        "LOCK TABLE journal IN SHARE ROW EXCLUSIVE MODE",
        "CREATE TABLE seen_rows (no bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, persistence_id text, sequence_number bigint, writer_uuid text, manifest text, message bytea, at double precision DEFAULT extract(epoch FROM clock_timestamp())::double precision)",
        "INSERT INTO seen_rows (persistence_id, sequence_number, writer_uuid, manifest, message) SELECT persistence_id, sequence_number, writer_uuid, manifest, message FROM journal ORDER BY ordering",
        """
        CREATE FUNCTION see_row() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
          INSERT INTO seen_rows (persistence_id, sequence_number, writer_uuid, manifest, message) VALUES (NEW.persistence_id, NEW.sequence_number, NEW.writer_uuid, NEW.manifest, NEW.message);
          RETURN NULL; END $$
        """,
        "CREATE TRIGGER see_row AFTER INSERT ON journal FOR EACH ROW EXECUTE FUNCTION see_row()",
    ];

    public IReadOnlyList<string> GrantTaps { get; } =
    [
        "LOCK TABLE actorbackup_sources IN SHARE ROW EXCLUSIVE MODE",
        "CREATE TABLE seen_grants (no bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, source text, incarnation text, epoch bigint, at double precision DEFAULT extract(epoch FROM clock_timestamp())::double precision)",
        "INSERT INTO seen_grants (source, incarnation, epoch) SELECT source, incarnation, epoch FROM actorbackup_sources",
        """
        CREATE FUNCTION see_grant() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
          INSERT INTO seen_grants (source, incarnation, epoch) VALUES (NEW.source, NEW.incarnation, NEW.epoch);
          RETURN NULL; END $$
        """,
        "CREATE TRIGGER see_grant AFTER INSERT OR UPDATE ON actorbackup_sources FOR EACH ROW EXECUTE FUNCTION see_grant()",
    ];

    public async Task<DbConnection> OpenAsync()
    {
        var connection = new NpgsqlConnection(_connection);
        await connection.OpenAsync();
        return connection;
    }

    /// <summary>Ends it as a power cut would; what was committed is there after <see cref="StartAgain"/>.</summary>
    public void Crash() => _server.Crash();

    public void StartAgain() => _server.StartAgain();

    public ValueTask DisposeAsync()
    {
        _server.Dispose();
        return default;
    }
}
