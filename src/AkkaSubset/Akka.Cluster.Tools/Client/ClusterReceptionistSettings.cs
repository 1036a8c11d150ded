using Akka.Actor;
using Akka.Configuration;

namespace Akka.Cluster.Tools.Client;

/// <summary>What a receptionist tells its clients, and how long it remembers them.</summary>
public sealed class ClusterReceptionistSettings(
    string role, int numberOfContacts, TimeSpan responseTunnelReceiveTimeout, TimeSpan heartbeatInterval, TimeSpan acceptableHeartbeatPause, TimeSpan failureDetectionInterval)
    : INoSerializationVerificationNeeded
{
    /// <summary>Null or empty for all nodes.</summary>
    public string Role { get; } = role;

    /// <summary>How many receptionists a client is told of.</summary>
    public int NumberOfContacts { get; } = numberOfContacts;

    /// <summary>How long a client's way back stays open after the last message that went through it.</summary>
    public TimeSpan ResponseTunnelReceiveTimeout { get; } = responseTunnelReceiveTimeout;

    public TimeSpan HeartbeatInterval { get; } = heartbeatInterval;

    public TimeSpan AcceptableHeartbeatPause { get; } = acceptableHeartbeatPause;

    /// <summary>How often clients that are silent are looked for.</summary>
    public TimeSpan FailureDetectionInterval { get; } = failureDetectionInterval;

    /// <summary>From <c>akka.cluster.client.receptionist</c>.</summary>
    public static ClusterReceptionistSettings Create(ActorSystem system)
    {
        system.Settings.InjectTopLevelFallback(ClusterClientReceptionist.DefaultConfig());
        return Create(system.Settings.Config.GetConfig("akka.cluster.client.receptionist"));
    }

    public static ClusterReceptionistSettings Create(Config config) => new(
        config.GetString("role"), config.GetInt("number-of-contacts"), config.GetTimeSpan("response-tunnel-receive-timeout"),
        config.GetTimeSpan("heartbeat-interval"), config.GetTimeSpan("acceptable-heartbeat-pause"), config.GetTimeSpan("failure-detection-interval"));

    public ClusterReceptionistSettings WithResponseTunnelReceiveTimeout(TimeSpan responseTunnelReceiveTimeout) =>
        new(Role, NumberOfContacts, responseTunnelReceiveTimeout, HeartbeatInterval, AcceptableHeartbeatPause, FailureDetectionInterval);
}
