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
        foreach (var (name, value) in parameters)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = name;
            parameter.Value = value ?? DBNull.Value;
            command.Parameters.Add(parameter);
        }

        return command;
    }

    public static void Execute(this DbConnection connection, string sql, params (string Name, object? Value)[] parameters)
    {
        using var command = connection.Command(sql, parameters);
        command.ExecuteNonQuery();
    }

    /// <summary>Whether <paramref name="failure"/> has ended the connection at once, which a new one may mend. A time-out is not: to wait again helps nobody.</summary>
    public static bool IsLost(this DbConnection? connection, Exception failure) =>
        connection is { State: not ConnectionState.Open } && failure is not { InnerException: TimeoutException };
}
