using System.Collections.Immutable;
using System.Data.Common;
using System.Globalization;
using Microsoft.Data.Sqlite;

namespace ActorBackup.Actors.Ownership.Sql;

/// <summary>Opens connections to a file that several processes share, and makes its tables first.</summary>
internal sealed class SqliteOpening(string connectionString, TimeSpan limit)
{
    private volatile bool _isPrepared;

    public Task<DbConnection> Open(CancellationToken stop)
    {
        stop.ThrowIfCancellationRequested();
        SqliteLibrary.Register();
        var settings = new SqliteConnectionStringBuilder(connectionString) { Pooling = false, DefaultTimeout = Math.Max(1, (int)limit.TotalSeconds) };
        var connection = new SqliteConnection(settings.ToString());
        try
        {
            connection.Open();
            // Alone: what follows a row in one text loses its errors. Half the limit, so that who waits for a lock can still say so.
            connection.Run($"PRAGMA busy_timeout = {(limit / 2).TotalMilliseconds.ToString("0", CultureInfo.InvariantCulture)}");
            connection.Run("PRAGMA synchronous = FULL");
            if (!_isPrepared) Prepare(connection);
            return Task.FromResult<DbConnection>(connection);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private void Prepare(SqliteConnection connection)
    {
        if (connection.Rows("PRAGMA journal_mode = wal", row => row.GetString(0)).Single() is not "wal" and var mode)
            throw new InvalidOperationException($"The shared database {connection.DataSource} cannot use a write-ahead log (mode '{mode}'): put it on a local filesystem of this machine.");
        using var transaction = connection.BeginTransaction(deferred: false);
        foreach (var statement in SqliteStatements.Prepare) connection.Run(statement);
        transaction.Commit();
        _isPrepared = true;
    }
}

/// <summary>Statements in the transaction that the connection is in.</summary>
internal static class SqliteCalls
{
    public static int Run(this SqliteConnection connection, string statement, params (string Name, object Value)[] parameters)
    {
        using var command = Command(connection, statement, parameters);
        return command.ExecuteNonQuery();
    }

    public static ImmutableList<T> Rows<T>(this SqliteConnection connection, string statement, Func<DbDataReader, T> read, params (string Name, object Value)[] parameters)
    {
        using var command = Command(connection, statement, parameters);
        using var reader = command.ExecuteReader();
        var rows = ImmutableList.CreateBuilder<T>();
        while (reader.Read()) rows.Add(read(reader));
        return rows.ToImmutable();
    }

    private static SqliteCommand Command(SqliteConnection connection, string statement, (string Name, object Value)[] parameters)
    {
        var command = connection.CreateCommand();   // takes the open transaction along
        command.CommandText = statement;
        foreach (var (name, value) in parameters) command.Parameters.AddWithValue(name, value);
        return command;
    }
}
