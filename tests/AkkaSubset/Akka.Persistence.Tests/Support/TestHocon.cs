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

    /// <summary>A journal and a snapshot store in <paramref name="file"/>, and a second pair, <c>shared-sql</c>, in <paramref name="shared"/>.</summary>
    public static Config Sqlite(string file, string? shared = null) => ConfigurationFactory.ParseString(
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
            sql { connection-string = "Data Source={{file}}", provider-name = "SQLite.MS", replay-filter.mode = off }
            shared-sql {
              class = "Akka.Persistence.Sql.Journal.SqlWriteJournal, Akka.Persistence.Sql"
              connection-string = "Data Source={{shared ?? file}}", provider-name = "SQLite.MS", auto-initialize = true, replay-filter.mode = off
            }
          }
          snapshot-store {
            plugin = "akka.persistence.snapshot-store.sql"
            sql { connection-string = "Data Source={{file}}", provider-name = "SQLite.MS" }
          }
        }
        """).WithFallback(SqlPersistence.DefaultConfiguration);
}
