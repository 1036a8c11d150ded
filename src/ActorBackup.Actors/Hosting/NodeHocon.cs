using System.Globalization;
using ActorBackup.Actors.Serialization;
using Akka.Configuration;
using Akka.Persistence.Sql;

namespace ActorBackup.Actors.Hosting;

/// <summary>The configuration of a node's actor system.</summary>
/// <remarks>Loggers: none of Akka's; the host's own log actor subscribes. Replay filter off: the unique index of the journal keeps a second writer
/// out, and the filter's default drops events of an owner that comes back.</remarks>
public static class NodeHocon
{
    /// <param name="akka">The user's own <c>akka { … }</c> block, resolved; wins where it says something. Empty if there is none.</param>
    /// <param name="journal">Absolute path of the database with the node's own manifests; prepared (WAL) before the system starts.</param>
    /// <param name="cluster">Null for a node that stands alone.</param>
    public static Config Build(string akka, string journal, int capturesAtOnce, ClusterSystem? cluster = null)
    {
        var own = ConfigurationFactory.ParseString(Text(journal, capturesAtOnce)).WithFallback(ConfigurationFactory.ParseString(SerializationHocon.Text));
        if (cluster is not null) own = ClusterHocon.Build(cluster).WithFallback(own);
        return (akka.Length == 0 ? own : ConfigurationFactory.ParseString(akka).WithFallback(own)).WithFallback(SqlPersistence.DefaultConfiguration);
    }

    private static string Text(string journal, int capturesAtOnce)
    {
        var connection = HoconText.Quoted($"Data Source={journal}");
        var recoveries = Math.Max(16, capturesAtOnce * 4).ToString(CultureInfo.InvariantCulture);
        return $$"""
            akka {
              loggers = []
              stdout-loglevel = OFF
              loglevel = INFO
              logger-formatter = "ActorBackup.Actors.Logging.NamedHoleFormatter, ActorBackup.Actors"
              log-dead-letters = off
              log-dead-letters-during-shutdown = off
              coordinated-shutdown {
                run-by-clr-shutdown-hook = off
                exit-clr = off
              }
              persistence {
                max-concurrent-recoveries = {{recoveries}}
                journal {
                  plugin = "akka.persistence.journal.sql"
                  sql {
                    connection-string = {{connection}}
                    provider-name = "SQLite.MS"
                    auto-initialize = true
                    replay-filter.mode = off
                  }
                }
                snapshot-store {
                  plugin = "akka.persistence.snapshot-store.sql"
                  sql {
                    connection-string = {{connection}}
                    provider-name = "SQLite.MS"
                    auto-initialize = true
                  }
                }
              }
            }
            """;
    }
}
