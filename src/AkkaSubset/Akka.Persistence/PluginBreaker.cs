using Akka.Actor;
using Akka.Configuration;
using Akka.Pattern;

namespace Akka.Persistence;

/// <summary>The circuit breaker of one plugin, from <c>circuit-breaker</c> of its settings.</summary>
internal static class PluginBreaker
{
    public static CircuitBreaker From(Config plugin, IScheduler scheduler) => CircuitBreaker.Create(
        scheduler,
        plugin.GetInt("circuit-breaker.max-failures", 10),
        plugin.GetTimeSpan("circuit-breaker.call-timeout", TimeSpan.FromSeconds(10)),
        plugin.GetTimeSpan("circuit-breaker.reset-timeout", TimeSpan.FromSeconds(30)));
}
