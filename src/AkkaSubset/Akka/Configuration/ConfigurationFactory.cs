using System.Reflection;
using Hocon;

namespace Akka.Configuration;

/// <summary>Makes a <see cref="Config"/> of HOCON text.</summary>
public class ConfigurationFactory
{
    public static Config Empty => Config.Empty;

    /// <exception cref="HoconException">The text is no HOCON; the message says where.</exception>
    public static Config ParseString(string hocon) => string.IsNullOrWhiteSpace(hocon) ? Config.Empty : new Config(HoconParser.Parse(hocon));

    /// <summary>Empty: the settings of an application are given to the system, not found by it.</summary>
    public static Config Load() => Config.Empty;

    /// <summary>What counts where nothing else is said.</summary>
    public static Config Default() => FromResource("Akka.Configuration.akka.conf", typeof(ConfigurationFactory).Assembly);

    public static Config FromResource<TAssembly>(string resourceName) => FromResource(resourceName, typeof(TAssembly).Assembly);

    public static Config FromResource(string resourceName, Assembly assembly)
    {
        using var stream = assembly.GetManifestResourceStream(resourceName)
            ?? throw new ConfigurationException($"{assembly.GetName().Name} has no resource {resourceName}.");
        using var reader = new StreamReader(stream);
        return ParseString(reader.ReadToEnd());
    }
}
