using System.Collections.Concurrent;
using Akka.Actor;
using Akka.Configuration;

namespace Akka.Dispatch;

/// <summary>The dispatchers of a system by the path of their configuration.</summary>
public sealed class Dispatchers
{
    public const string DefaultDispatcherId = "akka.actor.default-dispatcher";
    public const string DefaultBlockingDispatcherId = "akka.actor.default-blocking-io-dispatcher";

    private readonly ConcurrentDictionary<string, Func<MessageDispatcher>> _makers = new();
    private readonly ActorSystem _system;

    internal Dispatchers(ActorSystem system) => _system = system;

    public MessageDispatcher DefaultGlobalDispatcher => Lookup(DefaultDispatcherId);

    public bool HasDispatcher(string id) => _makers.ContainsKey(id) || _system.Settings.Config.HasPath(id);

    /// <exception cref="ConfigurationException">There is no such path, or it asks for a type that is not known.</exception>
    public MessageDispatcher Lookup(string dispatcherName) => _makers.GetOrAdd(dispatcherName, MakerFor)();

    /// <summary>Gives a name to a dispatcher that settings cannot describe.</summary>
    internal void Register(string id, MessageDispatcher dispatcher) => _makers.TryAdd(id, () => dispatcher);

    private Func<MessageDispatcher> MakerFor(string id)
    {
        if (!_system.Settings.Config.HasPath(id))
            throw new ConfigurationException($"Dispatcher [{id}] is not configured. Give it a section of that path with a 'type'.");

        var config = _system.Settings.Config.GetConfig(id).WithFallback(_system.Settings.Config.GetConfig(DefaultDispatcherId));
        var throughput = config.GetInt("throughput", MessageDispatcher.DefaultThroughput);
        switch (config.GetString("type"))
        {
            case "Dispatcher":
            case "TaskDispatcher":
            case "ForkJoinDispatcher":
                var shared = new Dispatcher(id, throughput);
                return () => shared;
            case "PinnedDispatcher":
                return () => new PinnedDispatcher(id, throughput);
            case var other:
                throw new ConfigurationException($"Dispatcher [{id}] has the type '{other}'. Known are Dispatcher and PinnedDispatcher.");
        }
    }
}
