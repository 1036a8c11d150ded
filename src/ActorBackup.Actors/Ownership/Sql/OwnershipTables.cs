using ActorBackup.Core.Settings;

namespace ActorBackup.Actors.Ownership.Sql;

/// <summary>Opens the table of who owns what, in the database that is configured.</summary>
public static class OwnershipTables
{
    /// <summary>How long a call may take: two fit into the time that rights last.</summary>
    public static TimeSpan Limit { get; } = TimeSpan.FromSeconds(2);

    /// <summary>Touches nothing yet: the first call connects.</summary>
    /// <param name="time">Limits calls; the system's.</param>
    public static IOwnershipTable Open(ClusterDatabase database, TimeProvider time) => database.Kind switch
    {
        DatabaseKind.PostgreSql => new PostgresOwnershipTable(database.ConnectionString, Limit, time),
        DatabaseKind.Sqlite => new SqliteOwnershipTable(database.ConnectionString, Limit, time),
        _ => throw new ArgumentOutOfRangeException(nameof(database), database.Kind, "Not a database that nodes can share."),
    };
}
