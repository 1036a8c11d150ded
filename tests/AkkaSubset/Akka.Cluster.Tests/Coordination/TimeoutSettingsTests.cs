using Akka.Configuration;
using Akka.Coordination;

namespace Akka.Cluster.Tests.Coordination;

public sealed class TimeoutSettingsTests
{
    [Theory]
    [InlineData("heartbeat-timeout = 120s, heartbeat-interval = 12s", 12)]
    [InlineData("heartbeat-timeout = 120s, heartbeat-interval = \"\"", 12)]
    [InlineData("heartbeat-timeout = 30s, heartbeat-interval = \"\"", 5)]
    [InlineData("heartbeat-timeout = 30s, heartbeat-interval = 1s", 1)]
    public void Renews_as_often_as_is_said_or_ten_times_a_time_out(string settings, int seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), TimeoutSettings.Create(ConfigurationFactory.ParseString(settings + ", lease-operation-timeout = 5s")).HeartbeatInterval);

    [Fact]
    public void Refuses_an_interval_that_allows_no_lost_renewal() =>
        Assert.Throws<ArgumentException>(() => new TimeoutSettings(TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(1)));

    [Fact]
    public void Changes_one_time_and_keeps_the_others()
    {
        var settings = new TimeoutSettings(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(2)).WithHeartbeatTimeout(TimeSpan.FromSeconds(20));

        Assert.Equal((1, 20, 2), (settings.HeartbeatInterval.Seconds, settings.HeartbeatTimeout.Seconds, settings.OperationTimeout.Seconds));
    }
}
