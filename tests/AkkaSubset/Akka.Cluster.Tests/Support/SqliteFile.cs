using Akka.Persistence.Sql.Db;
using Microsoft.Data.Sqlite;

namespace Akka.Cluster.Tests.Support;

/// <summary>A file in WAL mode in a temporary folder.</summary>
public sealed class SqliteFile : ISharedDatabase
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("cluster");
    private readonly SqliteConnection _connection;

    public SqliteFile()
    {
        SqliteLibrary.Ensure();
        ConnectionString = $"Data Source={Path.Combine(_folder.FullName, "cluster.db")};Pooling=false";
        _connection = new SqliteConnection(ConnectionString);
        _connection.Open();
        Execute("PRAGMA journal_mode = WAL");
    }

    public string Provider => "SQLite.MS";

    public string ConnectionString { get; }

    public void GoAway() => Execute("BEGIN EXCLUSIVE");

    public void ComeBack() => Execute("ROLLBACK");

    public void Dispose()
    {
        _connection.Dispose();
        _folder.Delete(recursive: true);
    }

    private void Execute(string sql)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
