using Akka.Actor;
using Akka.Coordination;

namespace Akka.Cluster.Tests.Coordination;

public sealed class LeaseProviderTests(ITestOutputHelper output) : TestKit.Xunit2.TestKit(Settings, null, output)
{
    private static readonly string Settings =
        $$"""
        good { lease-class = "{{typeof(FreeLease).AssemblyQualifiedName}}", heartbeat-timeout = 30s, heartbeat-interval = 2s, own = "mine" }
        plain { lease-class = "{{typeof(PlainLease).AssemblyQualifiedName}}" }
        wrong { lease-class = "{{typeof(string).AssemblyQualifiedName}}" }
        misshapen { lease-class = "{{typeof(MisshapenLease).AssemblyQualifiedName}}" }
        """;

    [Fact]
    public void Makes_the_lease_that_the_settings_name()
    {
        var lease = Assert.IsType<FreeLease>(LeaseProvider.Get(Sys).GetLease("store", "good", "node-1"));

        Assert.Equal(("store", "node-1"), (lease.Settings.LeaseName, lease.Settings.OwnerName));
        Assert.Same(Sys, lease.System);
    }

    [Fact]
    public void Gives_a_lease_its_own_settings_before_those_of_all_leases()
    {
        var settings = LeaseProvider.Get(Sys).GetLease("store", "good", "node-1").Settings;

        Assert.Equal("mine", settings.LeaseConfig.GetString("own"));
        Assert.Equal(TimeSpan.FromSeconds(30), settings.TimeoutSettings.HeartbeatTimeout);
        Assert.Equal(TimeSpan.FromSeconds(2), settings.TimeoutSettings.HeartbeatInterval);
        Assert.Equal(TimeSpan.FromSeconds(5), settings.TimeoutSettings.OperationTimeout);
    }

    [Fact]
    public void Makes_a_lease_that_wants_no_system() =>
        Assert.IsType<PlainLease>(LeaseProvider.Get(Sys).GetLease("store", "plain", "node-1"));

    [Fact]
    public void Gives_the_same_lease_for_the_same_name_path_and_owner()
    {
        var provider = LeaseProvider.Get(Sys);
        var first = provider.GetLease("store", "good", "node-1");

        Assert.Same(first, provider.GetLease("store", "good", "node-1"));
        Assert.NotSame(first, provider.GetLease("other", "good", "node-1"));
        Assert.NotSame(first, provider.GetLease("store", "good", "node-2"));
        Assert.NotSame(first, provider.GetLease("store", "plain", "node-1"));
    }

    [Theory]
    [InlineData("nowhere")]
    [InlineData("wrong")]
    [InlineData("misshapen")]
    public void Names_the_setting_that_gives_no_lease(string path) =>
        Assert.Contains(path, Assert.Throws<ArgumentException>(() => LeaseProvider.Get(Sys).GetLease("store", path, "node-1")).Message, StringComparison.Ordinal);

    public abstract class Always(LeaseSettings settings) : Lease(settings)
    {
        public override Task<bool> Acquire() => Task.FromResult(true);
        public override Task<bool> Acquire(Action<Exception> leaseLostCallback) => Task.FromResult(true);
        public override Task<bool> Release() => Task.FromResult(true);
        public override bool CheckLease() => true;
    }

    public sealed class FreeLease(LeaseSettings settings, ExtendedActorSystem system) : Always(settings)
    {
        public ExtendedActorSystem System { get; } = system;
    }

    public sealed class PlainLease(LeaseSettings settings) : Always(settings);

    public sealed class MisshapenLease(LeaseSettings settings, string more) : Always(settings)
    {
        public string More { get; } = more;
    }
}
