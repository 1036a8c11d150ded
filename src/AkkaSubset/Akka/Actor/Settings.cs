using Akka.Actor.Setup;
using Akka.Configuration;
using Akka.Event;

namespace Akka.Actor;

/// <summary>What a system's configuration says, read once.</summary>
public class Settings
{
    internal Settings(ActorSystem system, Config config, ActorSystemSetup setup)
    {
        (System, Setup) = (system, setup);
        Config = config.WithFallback(ConfigurationFactory.Default());
        LogLevel = Config.GetString("akka.loglevel");
        StdoutLogLevel = Config.GetString("akka.stdout-loglevel");
        Loggers = Config.GetStringList("akka.loggers");
        LoggersDispatcher = Config.GetString("akka.loggers-dispatcher");
        LoggerStartTimeout = Config.GetTimeSpan("akka.logger-startup-timeout");
        LogFormatter = Formatter(Config.GetString("akka.logger-formatter"));
        LogDeadLetters = Count("akka.log-dead-letters");
        LogDeadLettersDuringShutdown = Config.GetBoolean("akka.log-dead-letters-during-shutdown");
        AskTimeout = Config.GetTimeSpan("akka.actor.ask-timeout");
        SupervisorStrategyClass = Config.GetString("akka.actor.guardian-supervisor-strategy");
        SchedulerClass = Config.GetString("akka.scheduler.implementation");
        DebugUnhandledMessage = Config.GetBoolean("akka.actor.debug.unhandled");
        DebugEventStream = Config.GetBoolean("akka.actor.debug.event-stream");
        CoordinatedShutdownTerminateActorSystem = Config.GetBoolean("akka.coordinated-shutdown.terminate-actor-system");
        CoordinatedShutdownRunByActorSystemTerminate = Config.GetBoolean("akka.coordinated-shutdown.run-by-actor-system-terminate");
        if (CoordinatedShutdownRunByActorSystemTerminate && !CoordinatedShutdownTerminateActorSystem)
        {
            throw new ConfigurationException(
                "akka.coordinated-shutdown.run-by-actor-system-terminate = on needs akka.coordinated-shutdown.terminate-actor-system = on. Turn both on or both off.");
        }
    }

    public ActorSystem System { get; }
    public ActorSystemSetup Setup { get; }

    /// <summary>What the application gave, and the defaults below.</summary>
    public Config Config { get; private set; }

    public string LogLevel { get; }
    public string StdoutLogLevel { get; }
    public IList<string> Loggers { get; }
    public string LoggersDispatcher { get; }
    public TimeSpan LoggerStartTimeout { get; }
    public ILogMessageFormatter LogFormatter { get; }

    /// <summary>How many dead letters are logged; <see cref="int.MaxValue"/> for all.</summary>
    public int LogDeadLetters { get; }

    public bool LogDeadLettersDuringShutdown { get; }

    /// <summary><see cref="Timeout.InfiniteTimeSpan"/> for none.</summary>
    public TimeSpan AskTimeout { get; }

    public string SupervisorStrategyClass { get; }
    public string SchedulerClass { get; }
    public bool DebugUnhandledMessage { get; }
    public bool DebugEventStream { get; }
    public bool CoordinatedShutdownTerminateActorSystem { get; }
    public bool CoordinatedShutdownRunByActorSystemTerminate { get; }

    /// <summary>Puts an extension's defaults below all there is.</summary>
    public void InjectTopLevelFallback(Config config) => Config = Config.WithFallback(config);

    public override string ToString() => Config.ToString();

    private int Count(string path) => Config.GetString(path) switch
    {
        "on" or "true" or "yes" => int.MaxValue,
        "off" or "false" or "no" => 0,
        _ => Config.GetInt(path),
    };

    /// <summary>A public constructor without arguments, or the one instance of the class.</summary>
    private static ILogMessageFormatter Formatter(string name)
    {
        var type = TypeByName.Find(name, "akka.logger-formatter");
        return type == typeof(DefaultLogMessageFormatter)
            ? DefaultLogMessageFormatter.Instance
            : (ILogMessageFormatter)Activator.CreateInstance(type);
    }
}
