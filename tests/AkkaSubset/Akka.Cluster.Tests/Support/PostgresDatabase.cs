using Npgsql;
using TestTools;

namespace Akka.Cluster.Tests.Support;

/// <summary>A new database of a server that several tests use.</summary>
public sealed class PostgresDatabase(PostgresServer server) : ISharedDatabase
{
    public string Provider => "PostgreSQL.15";

    public string ConnectionString { get; } = server.NewDatabase();

    private string Name => new NpgsqlConnectionStringBuilder(ConnectionString).Database!;

    public void GoAway() => Execute(
        $"ALTER DATABASE {Name} ALLOW_CONNECTIONS false",
        $"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{Name}'");

    public void ComeBack() => Execute($"ALTER DATABASE {Name} ALLOW_CONNECTIONS true");

    public void Dispose()
    {
        // It goes with its server.
    }

    private void Execute(params string[] statements)
    {
        using var connection = new NpgsqlConnection(server.Default);
        connection.Open();
        foreach (var sql in statements)
        {
            using var command = new NpgsqlCommand(sql, connection);
            command.ExecuteNonQuery();
        }
    }
}
