using System.Data.Common;
using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Scenarios.Cluster;

/// <summary>One SQLite file, for nodes of one machine.</summary>
public sealed class SqliteShared(string file) : ISharedDatabase
{
    private static readonly Lazy<bool> Registered = new(Register);

    public string Configured => $"sqlite:{file}";

    public IReadOnlyList<string> RowTaps { get; } =
    [
        "CREATE TABLE seen_rows (no INTEGER PRIMARY KEY AUTOINCREMENT, persistence_id TEXT, sequence_number INTEGER, writer_uuid TEXT, manifest TEXT, message BLOB, at REAL DEFAULT ((julianday('now') - 2440587.5) * 86400.0))",
        "INSERT INTO seen_rows (persistence_id, sequence_number, writer_uuid, manifest, message) SELECT persistence_id, sequence_number, writer_uuid, manifest, message FROM journal ORDER BY ordering",
        """
        CREATE TRIGGER see_row AFTER INSERT ON journal BEGIN
          INSERT INTO seen_rows (persistence_id, sequence_number, writer_uuid, manifest, message) VALUES (NEW.persistence_id, NEW.sequence_number, NEW.writer_uuid, NEW.manifest, NEW.message); END
        """,
    ];

    public IReadOnlyList<string> GrantTaps { get; } =
    [
        "CREATE TABLE seen_grants (no INTEGER PRIMARY KEY AUTOINCREMENT, source TEXT, incarnation TEXT, epoch INTEGER, at REAL DEFAULT ((julianday('now') - 2440587.5) * 86400.0))",
        "INSERT INTO seen_grants (source, incarnation, epoch) SELECT source, incarnation, epoch FROM actorbackup_sources",
        "CREATE TRIGGER see_new_grant AFTER INSERT ON actorbackup_sources BEGIN INSERT INTO seen_grants (source, incarnation, epoch) VALUES (NEW.source, NEW.incarnation, NEW.epoch); END",
        "CREATE TRIGGER see_grant AFTER UPDATE ON actorbackup_sources BEGIN INSERT INTO seen_grants (source, incarnation, epoch) VALUES (NEW.source, NEW.incarnation, NEW.epoch); END",
    ];

    public async Task<DbConnection> OpenAsync()
    {
        _ = Registered.Value;
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Mode = SqliteOpenMode.ReadWrite, Pooling = false, DefaultTimeout = 30 }.ToString());
        await connection.OpenAsync();
        return connection;
    }

    public ValueTask DisposeAsync() => default;

    /// <summary>The system's SQLite, as the nodes use it.</summary>
    private static bool Register()
    {
        NativeLibrary.SetDllImportResolver(typeof(SQLite3Provider_e_sqlite3).Assembly, (name, _, _) => name == "e_sqlite3" ? NativeLibrary.Load("libsqlite3.so.0") : 0);
        raw.SetProvider(new SQLite3Provider_e_sqlite3());
        return true;
    }
}
