using Akka.Configuration;

namespace Akka.TestKit.Configs;

public static class TestConfigs
{
    public static Config DefaultConfig => ConfigurationFactory.FromResource("Akka.TestKit.Configs.testkit.conf", typeof(TestConfigs).Assembly);

    /// <summary>Time stands still until the test moves it.</summary>
    public static Config TestSchedulerConfig =>
        ConfigurationFactory.ParseString("akka.scheduler.implementation = \"Akka.TestKit.TestScheduler, Akka.TestKit\"");
}
