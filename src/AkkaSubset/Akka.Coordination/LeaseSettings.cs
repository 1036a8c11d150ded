using Akka.Configuration;

namespace Akka.Coordination;

/// <summary>Which lease, for whom, and the settings of its implementation.</summary>
public sealed class LeaseSettings(string leaseName, string ownerName, TimeoutSettings timeoutSettings, Config leaseConfig)
{
    public string LeaseName { get; } = leaseName;

    public string OwnerName { get; } = ownerName;

    public TimeoutSettings TimeoutSettings { get; } = timeoutSettings;

    /// <summary>The section that named the implementation, with the defaults of all leases behind it.</summary>
    public Config LeaseConfig { get; } = leaseConfig;

    public static LeaseSettings Create(Config config, string leaseName, string ownerName) => new(leaseName, ownerName, TimeoutSettings.Create(config), config);

    public LeaseSettings WithTimeoutSettings(TimeoutSettings timeoutSettings) => new(LeaseName, OwnerName, timeoutSettings, LeaseConfig);

    public override string ToString() => $"lease {LeaseName} of {OwnerName}, {TimeoutSettings}";
}
