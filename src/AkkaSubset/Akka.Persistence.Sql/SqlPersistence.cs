using Akka.Actor;
using Akka.Configuration;

namespace Akka.Persistence.Sql;

/// <summary>Makes the SQL journal and snapshot store known to a system that did not name <see cref="DefaultConfiguration"/> as a fallback.</summary>
public sealed class SqlPersistence : IExtension
{
    public const string JournalConfigPath = "akka.persistence.journal.sql";
    public const string SnapshotStoreConfigPath = "akka.persistence.snapshot-store.sql";

    /// <summary>Every key the two read. A system falls back to it and sets <c>connection-string</c> and <c>provider-name</c>.</summary>
    public static readonly Config DefaultConfiguration = ConfigurationFactory.ParseString(
        """
        akka.persistence {
          journal.sql {
            class = "Akka.Persistence.Sql.Journal.SqlWriteJournal, Akka.Persistence.Sql"
            connection-string = ""
            provider-name = ""
            auto-initialize = true
          }
          snapshot-store.sql {
            class = "Akka.Persistence.Sql.Snapshot.SqlSnapshotStore, Akka.Persistence.Sql"
            connection-string = ""
            provider-name = ""
            auto-initialize = true
          }
        }
        """);

    public SqlPersistence(ActorSystem system) => system.Settings.InjectTopLevelFallback(DefaultConfiguration);

    public static SqlPersistence Get(ActorSystem system) => new SqlPersistenceProvider().Apply(system);
}

public sealed class SqlPersistenceProvider : ExtensionIdProvider<SqlPersistence>
{
    public override SqlPersistence CreateExtension(ExtendedActorSystem system) => new(system);
}
