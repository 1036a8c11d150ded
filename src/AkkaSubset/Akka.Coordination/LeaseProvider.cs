using System.Collections.Concurrent;
using System.Reflection;
using Akka.Actor;
using Akka.Configuration;

namespace Akka.Coordination;

/// <summary>Makes leases, one for each name, path and owner.</summary>
public class LeaseProvider : IExtension
{
    private const string DefaultsPath = "akka.coordination.lease";

    private readonly ExtendedActorSystem _system;
    private readonly ConcurrentDictionary<(string Name, string Path, string Owner), Lazy<Lease>> _leases = new();

    public LeaseProvider(ExtendedActorSystem system)
    {
        _system = system;
        system.Settings.InjectTopLevelFallback(DefaultConfig());
    }

    public static LeaseProvider Get(ActorSystem system) => new LeaseProviderExtensionProvider().Apply(system);

    public static Config DefaultConfig() => ConfigurationFactory.ParseString(
        """
        akka.coordination.lease {
          # "Namespace.Class, Assembly" of the lease; every implementation's own section says it
          lease-class = ""
          heartbeat-timeout = 120s
          heartbeat-interval = 12s
          lease-operation-timeout = 5s
        }
        """);

    /// <summary>The same lease for the same three arguments.</summary>
    /// <param name="leaseName">Which right; the same for all who compete for it.</param>
    /// <param name="configPath">Path of the settings of its implementation.</param>
    /// <param name="ownerName">Who competes; another name for each node.</param>
    /// <exception cref="ArgumentException">There is no such section, or its <c>lease-class</c> is no lease.</exception>
    public Lease GetLease(string leaseName, string configPath, string ownerName)
    {
        var key = (leaseName, configPath, ownerName);
        try
        {
            return _leases.GetOrAdd(key, _ => new Lazy<Lease>(() => Create(leaseName, configPath, ownerName))).Value;
        }
        catch
        {
            _leases.TryRemove(key, out _);
            throw;
        }
    }

    private Lease Create(string leaseName, string configPath, string ownerName)
    {
        if (_system.Settings.Config.GetConfig(configPath) is not { } own)
            throw new ArgumentException($"There are no settings at {configPath} for the lease {leaseName}. Write {configPath}.lease-class there.", nameof(configPath));
        var config = own.WithFallback(_system.Settings.Config.GetConfig(DefaultsPath));
        var type = LeaseClass(config.GetString("lease-class"), configPath);
        return Construct(type, LeaseSettings.Create(config, leaseName, ownerName), configPath);
    }

    private static Type LeaseClass(string name, string configPath)
    {
        var type = string.IsNullOrEmpty(name) ? null : Type.GetType(name);
        return type is not null && type.IsAssignableTo(typeof(Lease))
            ? type
            : throw new ArgumentException($"{configPath}.lease-class is '{name}', which is no lease. Write \"Namespace.Class, Assembly\" of a class derived from Lease.", nameof(configPath));
    }

    private Lease Construct(Type type, LeaseSettings settings, string configPath)
    {
        object[][] attempts = [[settings, _system], [settings]];
        foreach (var arguments in attempts)
        {
            var constructor = type.GetConstructors().FirstOrDefault(one => Fits(one.GetParameters(), arguments));
            if (constructor is not null)
                return (Lease)constructor.Invoke(BindingFlags.DoNotWrapExceptions, null, arguments, null);
        }

        throw new ArgumentException($"{type} at {configPath}.lease-class has no public constructor (LeaseSettings, ExtendedActorSystem) or (LeaseSettings).", nameof(configPath));
    }

    private static bool Fits(ParameterInfo[] parameters, object[] arguments) =>
        parameters.Length == arguments.Length && parameters.Zip(arguments).All(pair => pair.First.ParameterType.IsInstanceOfType(pair.Second));
}

public class LeaseProviderExtensionProvider : ExtensionIdProvider<LeaseProvider>
{
    public override LeaseProvider CreateExtension(ExtendedActorSystem system) => new(system);
}
