using Akka.Actor;
using Akka.Configuration;

namespace Akka.Cluster.Tests.Subset;

public sealed class ClusterSettingsTests
{
    private static readonly string Fit =
        """
        akka {
          stdout-loglevel = OFF
          actor.provider = cluster
          remote.dot-netty.tcp { hostname = "127.0.0.1", port = 0 }
          cluster.subset { provider-name = "SQLite.MS", connection-string = "Data Source=:memory:" }
        }
        """;

    [Theory]
    [InlineData("akka.cluster.subset.connection-string = \"\"", "akka.cluster.subset.connection-string")]
    [InlineData("akka.cluster.subset.provider-name = \"Oracle\"", "akka.cluster.subset.provider-name")]
    [InlineData("akka.cluster.seed-nodes = [\"somewhere\"]", "akka.cluster.seed-nodes")]
    [InlineData("akka.cluster.seed-nodes = [\"akka.tcp://other@host:1\"]", "akka.cluster.seed-nodes")]
    [InlineData("akka.cluster.downing-provider-class = \"No.Such, Class\"", "akka.cluster.downing-provider-class")]
    [InlineData("akka.cluster.downing-provider-class = \"System.String\"", "akka.cluster.downing-provider-class")]
    [InlineData("akka.cluster.failure-detector.acceptable-heartbeat-pause = 1s", "akka.cluster.failure-detector.acceptable-heartbeat-pause")]
    public void Names_the_setting_that_does_not_fit(string unfit, string setting)
    {
        var config = ConfigurationFactory.ParseString(unfit).WithFallback(ConfigurationFactory.ParseString(Fit));

        var failure = Assert.Throws<ConfigurationException>(() => ActorSystem.Create("test", config));

        Assert.Contains(setting, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Says_which_system_is_no_node()
    {
        using var system = ActorSystem.Create("test", "akka.stdout-loglevel = OFF");

        var failure = Assert.Throws<ConfigurationException>(() => Cluster.Get(system));

        Assert.Contains("akka.actor.provider = cluster", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Refuses_to_join_a_system_of_another_name()
    {
        using var system = ActorSystem.Create("test", Fit);

        Assert.Throws<ArgumentException>(() => Cluster.Get(system).Join(Address.Parse("akka.tcp://other@host:1")));
    }

    [Fact]
    public void Refuses_to_subscribe_to_what_is_no_cluster_event()
    {
        using var system = ActorSystem.Create("test", Fit);

        Assert.Throws<ArgumentException>(() => Cluster.Get(system).Subscribe(ActorRefs.Nobody, typeof(string)));
        Assert.Throws<ArgumentException>(() => Cluster.Get(system).Subscribe(ActorRefs.Nobody));
    }
}
