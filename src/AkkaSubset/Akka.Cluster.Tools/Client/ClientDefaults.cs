using Akka.Configuration;

namespace Akka.Cluster.Tools.Client;

internal static class ClientDefaults
{
    /// <summary>Every key that the client and the receptionist read.</summary>
    public static Config Config { get; } = ConfigurationFactory.ParseString(
        """
        akka.cluster.client {
          # Receptionists to begin with: ["akka.tcp://system@host:port/system/receptionist"].
          initial-contacts = []
          # How often they are asked for contacts until one answers.
          establishing-get-contacts-interval = 3s
          # How often the receptionist that answered is asked for others, in case it goes.
          refresh-contacts-interval = 60s
          heartbeat-interval = 2s
          # A receptionist that is silent for so long is given up, and another looked for.
          acceptable-heartbeat-pause = 13s
          # So many messages wait while there is no receptionist; after that the oldest are dropped. 0 for none.
          buffer-size = 1000
          # A client that finds no receptionist for so long stops; off for never.
          reconnect-timeout = off

          receptionist {
            # Its name below /system.
            name = receptionist
            # Only on nodes with this role; empty for all.
            role = ""
            # How many receptionists a client is told of.
            number-of-contacts = 3
            # How long a client's way back stays open after the last message that went through it.
            response-tunnel-receive-timeout = 30s
            heartbeat-interval = 2s
            # A client that is silent for so long is forgotten.
            acceptable-heartbeat-pause = 13s
            failure-detection-interval = 2s
          }
        }
        """);
}
