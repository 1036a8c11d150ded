using Akka.Actor;
using Akka.Configuration;

namespace Akka.Persistence;

public class Persistence : ExtensionIdProvider<PersistenceExtension>
{
    public static Persistence Instance { get; } = new();

    public override PersistenceExtension CreateExtension(ExtendedActorSystem system) => new(system);

    /// <summary>Every key that persistence reads, with its default.</summary>
    public static Config DefaultConfig() => ConfigurationFactory.ParseString(
        """
        akka.persistence {
          max-concurrent-recoveries = 64
          journal.plugin = ""
          snapshot-store.plugin = ""
          journal.inmem.class = "Akka.Persistence.Journal.MemoryJournal, Akka.Persistence"
          snapshot-store.inmem.class = "Akka.Persistence.Snapshot.MemorySnapshotStore, Akka.Persistence"
          no-snapshot-store.class = "Akka.Persistence.Snapshot.NoSnapshotStore, Akka.Persistence"
          journal-plugin-fallback {
            class = ""
            plugin-dispatcher = "akka.actor.default-dispatcher"
            circuit-breaker { max-failures = 10, call-timeout = 10s, reset-timeout = 30s }
            replay-filter.mode = off
            recovery-event-timeout = 30s
          }
          snapshot-store-plugin-fallback {
            class = ""
            plugin-dispatcher = "akka.actor.default-dispatcher"
            circuit-breaker { max-failures = 5, call-timeout = 20s, reset-timeout = 60s }
          }
        }
        """);
}
