using Akka.Actor;
using Akka.Configuration;

namespace Akka.Cluster.Tools.Singleton;

/// <summary>Where a proxy looks for its singleton, and what waits meanwhile.</summary>
public sealed class ClusterSingletonProxySettings : INoSerializationVerificationNeeded
{
    /// <exception cref="ArgumentException">The name is empty, the interval not above zero or the size negative.</exception>
    public ClusterSingletonProxySettings(string singletonName, string role, TimeSpan singletonIdentificationInterval, int bufferSize, bool considerAppVersion)
    {
        if (string.IsNullOrWhiteSpace(singletonName)) throw new ArgumentException("A singleton needs a name.", nameof(singletonName));
        if (singletonIdentificationInterval <= TimeSpan.Zero)
            throw new ArgumentException($"The interval is {singletonIdentificationInterval}; it must be above zero.", nameof(singletonIdentificationInterval));
        if (bufferSize is < 0 or > 10_000) throw new ArgumentException($"The buffer is to hold {bufferSize} messages; it holds 0 to 10000.", nameof(bufferSize));
        (SingletonName, Role, SingletonIdentificationInterval) = (singletonName, role, singletonIdentificationInterval);
        (BufferSize, ConsiderAppVersion) = (bufferSize, considerAppVersion);
    }

    public string SingletonName { get; }

    /// <summary>Null or empty for all nodes.</summary>
    public string Role { get; }

    public TimeSpan SingletonIdentificationInterval { get; }

    /// <summary>How many messages wait while it is not known where the singleton is; then the oldest are dropped.</summary>
    public int BufferSize { get; }

    /// <summary>Has no effect: the oldest node is the one, whatever its version.</summary>
    public bool ConsiderAppVersion { get; }

    /// <summary>From <c>akka.cluster.singleton-proxy</c>.</summary>
    public static ClusterSingletonProxySettings Create(ActorSystem system)
    {
        system.Settings.InjectTopLevelFallback(ClusterSingletonProxy.DefaultConfig());
        var config = system.Settings.Config.GetConfig("akka.cluster.singleton-proxy");
        return Create(config, config.GetBoolean("consider-app-version"));
    }

    public static ClusterSingletonProxySettings Create(Config config, bool considerAppVersion) => new(
        config.GetString("singleton-name"), config.GetString("role"), config.GetTimeSpan("singleton-identification-interval"),
        config.GetInt("buffer-size"), considerAppVersion);

    public ClusterSingletonProxySettings WithSingletonName(string singletonName) =>
        new(singletonName, Role, SingletonIdentificationInterval, BufferSize, ConsiderAppVersion);

    public ClusterSingletonProxySettings WithRole(string role) =>
        new(SingletonName, role, SingletonIdentificationInterval, BufferSize, ConsiderAppVersion);

    public ClusterSingletonProxySettings WithSingletonIdentificationInterval(TimeSpan singletonIdentificationInterval) =>
        new(SingletonName, Role, singletonIdentificationInterval, BufferSize, ConsiderAppVersion);

    public ClusterSingletonProxySettings WithBufferSize(int bufferSize) =>
        new(SingletonName, Role, SingletonIdentificationInterval, bufferSize, ConsiderAppVersion);
}
