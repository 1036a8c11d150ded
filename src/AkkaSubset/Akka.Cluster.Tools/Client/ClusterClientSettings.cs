using System.Collections.Immutable;
using Akka.Actor;
using Akka.Configuration;

namespace Akka.Cluster.Tools.Client;

/// <summary>Whom a cluster client talks to first, and how patient it is.</summary>
public sealed class ClusterClientSettings : INoSerializationVerificationNeeded
{
    /// <exception cref="ArgumentException">The buffer is to hold less than 0 or more than 10,000 messages.</exception>
    private ClusterClientSettings(
        IImmutableSet<ActorPath> initialContacts, TimeSpan establishingGetContactsInterval, TimeSpan refreshContactsInterval,
        TimeSpan heartbeatInterval, TimeSpan acceptableHeartbeatPause, int bufferSize, TimeSpan? reconnectTimeout)
    {
        if (bufferSize is < 0 or > 10_000) throw new ArgumentException($"The buffer is to hold {bufferSize} messages; it holds 0 to 10000.", nameof(bufferSize));
        (InitialContacts, EstablishingGetContactsInterval, RefreshContactsInterval) = (initialContacts, establishingGetContactsInterval, refreshContactsInterval);
        (HeartbeatInterval, AcceptableHeartbeatPause, BufferSize, ReconnectTimeout) = (heartbeatInterval, acceptableHeartbeatPause, bufferSize, reconnectTimeout);
    }

    /// <summary>Paths of receptionists with their addresses.</summary>
    public IImmutableSet<ActorPath> InitialContacts { get; }

    /// <summary>How often contacts are asked for while there is no receptionist.</summary>
    public TimeSpan EstablishingGetContactsInterval { get; }

    /// <summary>How often they are asked for while there is one.</summary>
    public TimeSpan RefreshContactsInterval { get; }

    public TimeSpan HeartbeatInterval { get; }

    public TimeSpan AcceptableHeartbeatPause { get; }

    /// <summary>How many messages wait while there is no receptionist; then the oldest are dropped.</summary>
    public int BufferSize { get; }

    /// <summary>For how long the client looks for a receptionist before it stops; null for ever.</summary>
    public TimeSpan? ReconnectTimeout { get; }

    /// <summary>From <c>akka.cluster.client</c>.</summary>
    public static ClusterClientSettings Create(ActorSystem system)
    {
        system.Settings.InjectTopLevelFallback(ClusterClientReceptionist.DefaultConfig());
        return Create(system.Settings.Config.GetConfig("akka.cluster.client"));
    }

    /// <exception cref="UriFormatException">An initial contact is not a path with an address.</exception>
    public static ClusterClientSettings Create(Config config) => new(
        config.GetStringList("initial-contacts").Select(ActorPath.Parse).ToImmutableHashSet(),
        config.GetTimeSpan("establishing-get-contacts-interval"),
        config.GetTimeSpan("refresh-contacts-interval"),
        config.GetTimeSpan("heartbeat-interval"),
        config.GetTimeSpan("acceptable-heartbeat-pause"),
        config.GetInt("buffer-size"),
        config.GetString("reconnect-timeout") is "off" or "false" or "no" ? null : config.GetTimeSpan("reconnect-timeout"));

    public ClusterClientSettings WithInitialContacts(IImmutableSet<ActorPath> initialContacts) => new(
        initialContacts, EstablishingGetContactsInterval, RefreshContactsInterval, HeartbeatInterval, AcceptableHeartbeatPause, BufferSize, ReconnectTimeout);

    public ClusterClientSettings WithEstablishingGetContactsInterval(TimeSpan value) => new(
        InitialContacts, value, RefreshContactsInterval, HeartbeatInterval, AcceptableHeartbeatPause, BufferSize, ReconnectTimeout);

    public ClusterClientSettings WithRefreshContactsInterval(TimeSpan value) => new(
        InitialContacts, EstablishingGetContactsInterval, value, HeartbeatInterval, AcceptableHeartbeatPause, BufferSize, ReconnectTimeout);

    public ClusterClientSettings WithHeartbeatInterval(TimeSpan value) => new(
        InitialContacts, EstablishingGetContactsInterval, RefreshContactsInterval, value, AcceptableHeartbeatPause, BufferSize, ReconnectTimeout);

    public ClusterClientSettings WithBufferSize(int bufferSize) => new(
        InitialContacts, EstablishingGetContactsInterval, RefreshContactsInterval, HeartbeatInterval, AcceptableHeartbeatPause, bufferSize, ReconnectTimeout);

    public ClusterClientSettings WithReconnectTimeout(TimeSpan? reconnectTimeout) => new(
        InitialContacts, EstablishingGetContactsInterval, RefreshContactsInterval, HeartbeatInterval, AcceptableHeartbeatPause, BufferSize, reconnectTimeout);
}
