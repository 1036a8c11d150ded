using System.Data;
using System.Data.Common;

namespace Akka.Persistence.Sql.Db;

internal static class CommandExtensions
{
    /// <summary>A command with its parameters; null values become NULL.</summary>
    public static DbCommand Command(this DbConnection connection, string sql, params (string Name, object? Value)[] parameters)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, value) in parameters) command.Parameters.Add(Parameter(command.CreateParameter(), name, value));
        return command;
    }

    /// <summary>One after the other; in one round trip where the database can.</summary>
    public static void Execute(this DbConnection connection, IReadOnlyList<SqlStatement> statements)
    {
        if (!connection.CanCreateBatch)
        {
            foreach (var statement in statements)
            {
                using var command = connection.Command(statement.Sql, statement.Parameters);
                command.ExecuteNonQuery();
            }

            return;
        }

        using var batch = connection.CreateBatch();
        foreach (var statement in statements)
        {
            var command = batch.CreateBatchCommand();
            command.CommandText = statement.Sql;
            foreach (var (name, value) in statement.Parameters) command.Parameters.Add(Parameter(command.CreateParameter(), name, value));
            batch.BatchCommands.Add(command);
        }

        batch.ExecuteNonQuery();
    }

    /// <summary>Whether <paramref name="failure"/> has ended the connection at once, which a new one may mend. A time-out is not: to wait again helps nobody.</summary>
    public static bool IsLost(this DbConnection? connection, Exception failure) =>
        connection is { State: not ConnectionState.Open } && failure is not { InnerException: TimeoutException };

    private static DbParameter Parameter(DbParameter parameter, string name, object? value)
    {
        parameter.ParameterName = name;
        parameter.Value = value ?? DBNull.Value;
        return parameter;
    }
}
