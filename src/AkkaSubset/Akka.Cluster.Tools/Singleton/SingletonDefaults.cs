using Akka.Configuration;

namespace Akka.Cluster.Tools.Singleton;

internal static class SingletonDefaults
{
    /// <summary>Every key that the manager and the proxy read.</summary>
    public static Config Config { get; } = ConfigurationFactory.ParseString(
        """
        akka.cluster {
          singleton {
            # Name of the singleton's actor, below its manager.
            singleton-name = "singleton"
            # Only on nodes with this role; empty for all.
            role = ""
            # How often the next oldest asks its elders whether it has ended there.
            hand-over-retry-interval = 1s
            # Path of the settings of a lease under which alone it runs; empty for none.
            use-lease = ""
            lease-retry-interval = 5s
            consider-app-version = false
          }
          singleton-proxy {
            singleton-name = "singleton"
            role = ""
            # How often the proxy looks for the singleton while it does not know where it is.
            singleton-identification-interval = 1s
            # So many messages wait until then; after that the oldest are dropped. 0 for none.
            buffer-size = 1000
            consider-app-version = false
          }
        }
        """);
}
