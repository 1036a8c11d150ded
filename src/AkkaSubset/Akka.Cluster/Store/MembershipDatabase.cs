using System.Data.Common;
using Akka.Configuration;
using Akka.Persistence.Sql.Db;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Akka.Cluster.Store;

/// <summary>Opens connections to the database that settings name. No call on one takes much longer than <see cref="PatienceSeconds"/>.</summary>
internal static class MembershipDatabase
{
    public const int PatienceSeconds = 2;

    /// <exception cref="ConfigurationException">A setting is missing, or no such database is known here.</exception>
    public static Func<DbConnection> Named(string providerName, string connectionString)
    {
        if (string.IsNullOrEmpty(connectionString))
        {
            throw new ConfigurationException(
                "akka.cluster.subset.connection-string is empty, and a cluster keeps its members in a database. Write the connection string of one that all nodes reach.");
        }

        return providerName switch
        {
            "PostgreSQL.15" => OpenPostgres(connectionString),
            "SQLite.MS" => OpenSqlite(connectionString),
            _ => throw new ConfigurationException($"akka.cluster.subset.provider-name = '{providerName}' is not known here. Use \"PostgreSQL.15\" or \"SQLite.MS\"."),
        };
    }

    private static Func<DbConnection> OpenPostgres(string connectionString)
    {
        var text = new NpgsqlConnectionStringBuilder(connectionString)
        {
            Pooling = false,
            Timeout = PatienceSeconds,
            CommandTimeout = PatienceSeconds,
            CancellationTimeout = -1,
        }.ToString();
        return () => Opened(new NpgsqlConnection(text));
    }

    /// <summary>In WAL mode, so that who reads and who writes do not wait for each other.</summary>
    private static Func<DbConnection> OpenSqlite(string connectionString)
    {
        SqliteLibrary.Ensure();
        var text = new SqliteConnectionStringBuilder(connectionString) { Pooling = false, DefaultTimeout = PatienceSeconds }.ToString();
        return () =>
        {
            var connection = Opened(new SqliteConnection(text));
            try
            {
                // Pragmas go alone: in a longer text the errors of what follows them are lost.
                foreach (var pragma in (string[])[$"PRAGMA busy_timeout = {PatienceSeconds}000", "PRAGMA journal_mode = WAL", "PRAGMA synchronous = NORMAL"])
                {
                    using var command = connection.CreateCommand();
                    command.CommandText = pragma;
                    command.ExecuteNonQuery();
                }

                return connection;
            }
            catch
            {
                connection.Dispose();
                throw;
            }
        };
    }

    private static DbConnection Opened(DbConnection connection)
    {
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
}
