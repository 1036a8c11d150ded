using System.Collections.Concurrent;
using Akka.Actor;
using Akka.Configuration;

namespace Akka.Persistence;

/// <summary>The plugins of one kind, by their id: the HOCON path of their settings and the name of their actor.</summary>
internal sealed class PluginTable(ExtendedActorSystem system, string fallbackPath)
{
    private readonly ConcurrentDictionary<string, Lazy<IActorRef>> _refs = new();
    private readonly ConcurrentDictionary<string, Config> _configs = new();

    public IActorRef RefOf(string id)
    {
        try
        {
            return _refs.GetOrAdd(id, path => new Lazy<IActorRef>(() => Start(path))).Value;
        }
        catch
        {
            _refs.TryRemove(id, out _); // a mended configuration would have its chance; Lazy keeps its exception for ever
            throw;
        }
    }

    public Config ConfigOf(string id) => _configs.GetOrAdd(id, path =>
    {
        var (all, fallback) = (system.Settings.Config, system.Settings.Config.GetConfig(fallbackPath));
        return all.HasPath(path) ? all.GetConfig(path).WithFallback(fallback) : fallback;
    });

    private IActorRef Start(string id)
    {
        var config = ConfigOf(id);
        if (config.GetString("class") is not { Length: > 0 } className) throw new ConfigurationException(
            $"'{id}' is no persistence plugin: {id}.class is not set. It names the plugin's type as \"Type, Assembly\".");
        var type = Type.GetType(className) ?? throw new ConfigurationException($"{id}.class: there is no type '{className}'.");
        object[] arguments = type.GetConstructor([typeof(Config)]) is null ? [] : [config];
        return system.SystemActorOf(Props.Create(type, arguments).WithDispatcher(config.GetString("plugin-dispatcher")), id);
    }
}
