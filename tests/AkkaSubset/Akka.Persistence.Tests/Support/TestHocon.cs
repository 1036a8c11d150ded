using Akka.Configuration;
using Akka.Persistence.Sql;

namespace Akka.Persistence.Tests.Support;

internal static class TestHocon
{
    public static Config InMemory { get; } = ConfigurationFactory.ParseString(
        """
        akka.loglevel = WARNING
        akka.persistence.journal.plugin = "akka.persistence.journal.inmem"
        akka.persistence.snapshot-store.plugin = "akka.persistence.snapshot-store.inmem"
        """);

    /// <summary>A journal and a snapshot store in <paramref name="database"/>, and a second pair, <c>shared</c>, in <paramref name="shared"/>.</summary>
    public static Config Sql(ITestDatabase database, ITestDatabase shared) => ConfigurationFactory.ParseString(
        $$"""
        akka.loglevel = WARNING
        akka.actor {
          serializers.texts = "Akka.Persistence.Tests.Support.TextSerializer, Akka.Persistence.Tests"
          serialization-bindings {
            "Akka.Persistence.Tests.Support.Recorder+Written, Akka.Persistence.Tests" = texts
            "Akka.Persistence.Tests.Support.Recorder+Texts, Akka.Persistence.Tests" = texts
          }
        }
        akka.persistence {
          journal {
            plugin = "akka.persistence.journal.sql"
            sql { connection-string = "{{database.ConnectionString}}", provider-name = "{{database.Provider}}", replay-filter.mode = off }
            shared {
              class = "Akka.Persistence.Sql.Journal.SqlWriteJournal, Akka.Persistence.Sql"
              connection-string = "{{shared.ConnectionString}}", provider-name = "{{shared.Provider}}", auto-initialize = true, replay-filter.mode = off
            }
          }
          snapshot-store {
            plugin = "akka.persistence.snapshot-store.sql"
            sql { connection-string = "{{database.ConnectionString}}", provider-name = "{{database.Provider}}" }
            shared {
              class = "Akka.Persistence.Sql.Snapshot.SqlSnapshotStore, Akka.Persistence.Sql"
              connection-string = "{{shared.ConnectionString}}", provider-name = "{{shared.Provider}}", auto-initialize = true
            }
          }
        }
        """).WithFallback(SqlPersistence.DefaultConfiguration);
}
