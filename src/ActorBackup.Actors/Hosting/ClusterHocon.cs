using ActorBackup.Core.Settings;
using Akka.Cluster.Tools.Client;
using Akka.Cluster.Tools.PublishSubscribe;
using Akka.Cluster.Tools.Singleton;
using Akka.Configuration;
using Akka.Persistence.Sql;
using Microsoft.Data.Sqlite;

namespace ActorBackup.Actors.Hosting;

/// <summary>The part of a node's HOCON that makes it a member of a cluster.</summary>
/// <remarks>A journal batch of Akka.Persistence.Sql on PostgreSQL is one transaction, so one actor's failed persist fails its neighbours: they are restarted
/// with back-off as after every failed persist.</remarks>
public static class ClusterHocon
{
    /// <summary>Keys of the journal and the snapshot store of shared sources.</summary>
    public const string JournalId = "akka.persistence.journal.shared", SnapshotStoreId = "akka.persistence.snapshot-store.shared";

    /// <summary>Key of the settings of leases.</summary>
    public const string LeaseId = "actorbackup-cluster.lease";

    /// <remarks>What the cluster tools need stands in their own defaults, which add themselves only when first used: too late for their serializers.</remarks>
    internal static Config Build(ClusterSystem cluster) =>
        ConfigurationFactory.ParseString(Database(cluster.Settings.Database) + Text(cluster)).WithFallback(OfRuntime(cluster))
            .WithFallback(ClusterSingletonManager.DefaultConfig()).WithFallback(ClusterClientReceptionist.DefaultConfig()).WithFallback(DistributedPubSub.DefaultConfig());

    private static Config OfRuntime(ClusterSystem cluster)
    {
        var name = cluster.OnPackages ? "akka-packages.hocon" : "akka-subset.hocon";
        using var resource = typeof(ClusterHocon).Assembly.GetManifestResourceStream(name) ?? throw new InvalidOperationException($"{name} is not part of this build.");
        using var reader = new StreamReader(resource);
        return ConfigurationFactory.ParseString(Database(cluster.Settings.Database) + reader.ReadToEnd());
    }

    /// <summary>What the texts below refer to; both runtimes resolve references within one text only.</summary>
    private static string Database(ClusterDatabase database) => $$"""
        actorbackup-cluster {
          connection-string = {{HoconText.Quoted(database.ConnectionString)}}
          members-connection-string = {{HoconText.Quoted(Members(database))}}
          provider-name = "{{(database.Kind == DatabaseKind.Sqlite ? "SQLite.MS" : "PostgreSQL.15")}}"
          lease {
            lease-class = "ActorBackup.Actors.Ownership.OwnershipLease, ActorBackup.Actors"
            heartbeat-interval = 1s
            heartbeat-timeout = 4s
            lease-operation-timeout = 5s
          }
        }

        """;

    /// <summary>SQLite has one writer a file: in one of their own, members' signs of life never wait for a journal that is written to without a pause.</summary>
    private static string Members(ClusterDatabase database) => database.Kind == DatabaseKind.Sqlite
        ? new SqliteConnectionStringBuilder { DataSource = new SqliteConnectionStringBuilder(database.ConnectionString).DataSource + "-members" }.ToString()
        : database.ConnectionString;

    private static string Text(ClusterSystem cluster) => $$"""
        akka {
          actor.provider = cluster
          remote.dot-netty.tcp {
            hostname = {{HoconText.Quoted(cluster.Settings.Host)}}
            port = {{cluster.Settings.Port}}
            {{Tls(cluster)}}
          }
          cluster {
            roles = [{{string.Join(", ", cluster.Roles.Select(HoconText.Quoted))}}]
            singleton {
              use-lease = {{LeaseId}}
              lease-retry-interval = 2s
            }
            downing-provider-class = "Akka.Cluster.SBR.SplitBrainResolverProvider, Akka.Cluster"
            split-brain-resolver.stable-after = 5s
            run-coordinated-shutdown-when-down = on
          }
          # A node that stops has released its shared sources before; what is left must not hold it up.
          coordinated-shutdown.phases {
            cluster-leave.timeout = 2s
            cluster-exiting.timeout = 3s
            cluster-exiting-done.timeout = 2s
            cluster-shutdown.timeout = 2s
          }
          persistence {
            journal.shared {
              class = {{HoconText.Quoted(SqlPersistence.DefaultConfiguration.GetString("akka.persistence.journal.sql.class"))}}
              connection-string = ${actorbackup-cluster.connection-string}
              provider-name = ${actorbackup-cluster.provider-name}
              auto-initialize = true
              replay-filter.mode = off
              # A database that comes back is used at once: by default that is half a minute, for snapshots a whole one.
              circuit-breaker.reset-timeout = 1s
            }
            snapshot-store.shared {
              class = {{HoconText.Quoted(SqlPersistence.DefaultConfiguration.GetString("akka.persistence.snapshot-store.sql.class"))}}
              connection-string = ${actorbackup-cluster.connection-string}
              provider-name = ${actorbackup-cluster.provider-name}
              auto-initialize = true
              circuit-breaker.reset-timeout = 1s
            }
          }
        }
        """;

    private static string Tls(ClusterSystem cluster) => cluster.Settings.Tls is not { } tls ? "enable-ssl = false" : $$"""
        enable-ssl = true
            ssl.certificate {
              path = {{HoconText.Quoted(tls.Certificate)}}
              password = {{HoconText.Quoted(cluster.CertificatePassword)}}
            }
        """;
}
