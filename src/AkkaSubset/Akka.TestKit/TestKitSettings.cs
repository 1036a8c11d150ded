using Akka.Actor;
using Akka.Configuration;

namespace Akka.TestKit;

/// <summary>The section <c>akka.test</c>.</summary>
public class TestKitSettings(Config config) : IExtension
{
    private int _testActors;

    /// <summary>What an expectation without a time waits.</summary>
    public TimeSpan SingleExpectDefault { get; } = config.GetTimeSpan("akka.test.single-expect-default", allowInfinite: false);

    public TimeSpan DefaultTimeout { get; } = config.GetTimeSpan("akka.test.default-timeout", allowInfinite: false);

    /// <summary>How long an event filter waits for events that are still missing.</summary>
    public TimeSpan TestEventFilterLeeway { get; } = config.GetTimeSpan("akka.test.filter-leeway", allowInfinite: false);

    /// <summary>Multiplies the times that tests give.</summary>
    public double TestTimeFactor { get; } = config.GetDouble("akka.test.timefactor");

    /// <summary>A number for the name of a test actor, new for each in a system.</summary>
    internal int NextTestActor() => Interlocked.Increment(ref _testActors);
}

public class TestKitExtension : ExtensionIdProvider<TestKitSettings>
{
    public static TestKitSettings For(ActorSystem system) => new TestKitExtension().Apply(system);

    public override TestKitSettings CreateExtension(ExtendedActorSystem system) =>
        new(system.Settings.Config.WithFallback(Configs.TestConfigs.DefaultConfig));
}
