namespace Akka.Coordination;

/// <summary>What something that works under a lease needs to know of it.</summary>
/// <param name="leaseImplementation">Path of the settings that name the lease's class.</param>
/// <param name="leaseRetryInterval">How long it waits before it tries again to get the lease.</param>
public sealed class LeaseUsageSettings(string leaseImplementation, TimeSpan leaseRetryInterval)
{
    public string LeaseImplementation { get; } = leaseImplementation;

    public TimeSpan LeaseRetryInterval { get; } = leaseRetryInterval;

    public override string ToString() => $"{LeaseImplementation}, tried every {LeaseRetryInterval}";
}
