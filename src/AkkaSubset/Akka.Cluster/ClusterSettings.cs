using System.Collections.Immutable;
using Akka.Actor;
using Akka.Configuration;

namespace Akka.Cluster;

/// <summary>What <c>akka.cluster</c> says, read once.</summary>
public sealed class ClusterSettings
{
    /// <param name="config">The system's configuration with <c>akka.cluster</c> in it.</param>
    /// <exception cref="ConfigurationException">A setting is wrong; the message says which.</exception>
    public ClusterSettings(Config config, string systemName)
    {
        var cluster = config.GetConfig("akka.cluster") ?? Config.Empty;
        SeedNodes = [.. cluster.GetStringList("seed-nodes").Select(text => SeedNode(text, systemName))];
        Roles = [.. cluster.GetStringList("roles")];
        MinNrOfMembers = cluster.GetInt("min-nr-of-members", 1);
        MinNrOfMembersOfRole = cluster.Sections("role").ToImmutableDictionary(role => role, role => cluster.GetInt($"role.{role}.min-nr-of-members", 1));
        HeartbeatInterval = cluster.GetTimeSpan("failure-detector.heartbeat-interval");
        AcceptableHeartbeatPause = cluster.GetTimeSpan("failure-detector.acceptable-heartbeat-pause");
        GossipInterval = cluster.GetTimeSpan("gossip-interval");
        RunCoordinatedShutdownWhenDown = cluster.GetBoolean("run-coordinated-shutdown-when-down");
        LogInfo = cluster.GetBoolean("log-info");
        DowningProviderType = Downing(cluster.GetString("downing-provider-class"));
        StableAfter = cluster.GetTimeSpan("split-brain-resolver.stable-after");
        ConnectionString = cluster.GetString("subset.connection-string");
        ProviderName = cluster.GetString("subset.provider-name");
        if (AcceptableHeartbeatPause < 2 * HeartbeatInterval || AcceptableHeartbeatPause < 2 * GossipInterval)
        {
            throw new ConfigurationException(
                $"akka.cluster.failure-detector.acceptable-heartbeat-pause is {AcceptableHeartbeatPause}: one late heartbeat would make a member unreachable. "
                + $"Set it to twice heartbeat-interval ({HeartbeatInterval}) and twice akka.cluster.gossip-interval ({GossipInterval}) at least.");
        }
    }

    public ImmutableList<Address> SeedNodes { get; }

    public ImmutableHashSet<string> Roles { get; }

    /// <summary>How many members there must be before the first ones become <c>Up</c>.</summary>
    public int MinNrOfMembers { get; }

    /// <inheritdoc cref="MinNrOfMembers"/>
    public ImmutableDictionary<string, int> MinNrOfMembersOfRole { get; }

    /// <summary>How often a node renews its row.</summary>
    public TimeSpan HeartbeatInterval { get; }

    /// <summary>How often a node reads all rows.</summary>
    public TimeSpan GossipInterval { get; }

    public bool RunCoordinatedShutdownWhenDown { get; }

    public bool LogInfo { get; }

    public Type DowningProviderType { get; }

    /// <summary>How long a row may stand still before its node is unreachable.</summary>
    internal TimeSpan AcceptableHeartbeatPause { get; }

    /// <summary>How long a member stays unreachable before it is downed.</summary>
    internal TimeSpan StableAfter { get; }

    internal string ConnectionString { get; }

    internal string ProviderName { get; }

    private static Address SeedNode(string text, string systemName)
    {
        if (!Address.TryParse(text, out var address) || address.HasLocalScope)
            throw new ConfigurationException($"'{text}' in akka.cluster.seed-nodes is not an address. Write akka.tcp://{systemName}@host:port.");
        return address.System == systemName
            ? address
            : throw new ConfigurationException($"'{text}' in akka.cluster.seed-nodes is of another system. This one is {systemName}; all nodes of a cluster have one name.");
    }

    private static Type Downing(string name)
    {
        if (string.IsNullOrEmpty(name))
            return typeof(NoDowning);
        var type = TypeByName.Find(name, "akka.cluster.downing-provider-class");
        return type.IsAssignableTo(typeof(IDowningProvider))
            ? type
            : throw new ConfigurationException($"The setting akka.cluster.downing-provider-class names {type}, which is no IDowningProvider.");
    }
}
