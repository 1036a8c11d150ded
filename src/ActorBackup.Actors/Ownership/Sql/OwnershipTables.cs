using ActorBackup.Core.Settings;

namespace ActorBackup.Actors.Ownership.Sql;

/// <summary>Opens the table of who owns what, in the database that is configured.</summary>
public static class OwnershipTables
{
    /// <summary>Touches nothing yet: the first call connects.</summary>
    /// <param name="time">Limits calls; the system's.</param>
    public static IOwnershipTable Open(ClusterDatabase database, TimeProvider time) => throw new NotSupportedException($"{database.Kind} follows; {time}.");
}
