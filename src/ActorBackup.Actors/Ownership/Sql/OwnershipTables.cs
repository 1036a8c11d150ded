using ActorBackup.Core.Settings;
using Npgsql;

namespace ActorBackup.Actors.Ownership.Sql;

/// <summary>Opens the table of who owns what, in the database that is configured.</summary>
public static class OwnershipTables
{
    /// <summary>How long a call may take: two fit into the time that rights last.</summary>
    public static TimeSpan Limit { get; } = TimeSpan.FromSeconds(2);

    /// <summary>Tells before anything is opened what is wrong with how a database is named.</summary>
    /// <exception cref="FormatException">The message repeats nothing of it, not even a field's name, which may be the end of a password with a semicolon.</exception>
    public static void Check(ClusterDatabase database)
    {
        if (database.Kind != DatabaseKind.PostgreSql) return;
        try
        {
            _ = new NpgsqlConnectionStringBuilder(database.ConnectionString);
        }
        catch (Exception wrong) when (wrong is ArgumentException or FormatException or InvalidCastException or OverflowException or KeyNotFoundException)
        {
            throw new FormatException(
                "has a field that PostgreSQL's driver does not know, or a value that does not fit its field (it is a secret and not repeated here): "
                + "compare it with \"Host=db;Port=5432;Username=backup;Password=…;Database=backup\", and put a value with a semicolon into quotes");
        }
    }

    /// <summary>Touches nothing yet: the first call connects.</summary>
    /// <param name="time">Limits calls; the system's.</param>
    public static IOwnershipTable Open(ClusterDatabase database, TimeProvider time) => database.Kind switch
    {
        DatabaseKind.PostgreSql => new PostgresOwnershipTable(database.ConnectionString, Limit, time),
        DatabaseKind.Sqlite => new SqliteOwnershipTable(database.ConnectionString, Limit, time),
        _ => throw new ArgumentOutOfRangeException(nameof(database), database.Kind, "Not a database that nodes can share."),
    };
}
