using System.Data.Common;
using Npgsql;

namespace Akka.Persistence.Tests.Support;

/// <summary>A database on a server of the tests; it goes with the server.</summary>
internal sealed class PostgresDatabase(string connectionString) : ITestDatabase
{
    public string Provider => "PostgreSQL.15";

    public string ConnectionString { get; } = connectionString;

    public DbConnection Open()
    {
        var connection = new NpgsqlConnection(ConnectionString);
        connection.Open();
        return connection;
    }

    public IDisposable BlockWriters() => new OpenTransaction(Open(), "LOCK TABLE journal IN SHARE MODE");

    public void Dispose()
    {
    }
}
