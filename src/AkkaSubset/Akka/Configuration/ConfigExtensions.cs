namespace Akka.Configuration;

public static class ConfigExtensions
{
    public static bool IsNullOrEmpty(this Config config) => config is null || config.IsEmpty;

    /// <summary>Either may be null.</summary>
    public static Config SafeWithFallback(this Config config, Config fallback) =>
        config.IsNullOrEmpty() ? fallback : fallback.IsNullOrEmpty() ? config : config.WithFallback(fallback);
}
