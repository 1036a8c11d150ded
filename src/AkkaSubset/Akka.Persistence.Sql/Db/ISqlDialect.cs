using System.Data.Common;
using Akka.Configuration;

namespace Akka.Persistence.Sql.Db;

/// <summary>What differs from one database to another. Everything else is SQL that all of them know.</summary>
internal interface ISqlDialect
{
    /// <summary>Statements that may run again and again; each alone.</summary>
    IReadOnlyList<string> JournalTables { get; }

    /// <inheritdoc cref="JournalTables"/>
    IReadOnlyList<string> SnapshotTables { get; }

    /// <summary>An open connection whose commits are on disk when they return. Not opened within seconds is a failure.</summary>
    DbConnection Open(string connectionString);
}

internal static class SqlDialect
{
    /// <param name="plugin">Name of the plugin, for the message.</param>
    /// <param name="providerName"><c>provider-name</c> of its settings.</param>
    /// <exception cref="ConfigurationException">No dialect has that name.</exception>
    public static ISqlDialect Named(string plugin, string? providerName) => providerName switch
    {
        "SQLite.MS" or "SQLite" => new SqliteDialect(),
        "PostgreSQL.15" or "PostgreSQL" => new PostgresDialect(),
        _ => throw new ConfigurationException(
            $"{plugin}.provider-name = '{providerName}' is not known here. Use \"SQLite.MS\" or \"PostgreSQL.15\"."),
    };
}
