using Akka.Actor;
using Akka.Actor.Internal;
using Akka.Configuration;

namespace Akka.Event;

/// <summary>Puts a system's loggers to work, and standard output in their place before and after.</summary>
internal sealed class LoggerStart(ActorSystemImpl system)
{
    private readonly StandardOutLogger _standardOut = new();
    private readonly List<IActorRef> _loggers = [];

    public void StartStandardOut()
    {
        system.EventStream.SetLogLevel(Lowest(system.Settings.LogLevel, system.Settings.StdoutLogLevel));
        Subscribe(_standardOut, system.Settings.StdoutLogLevel);
    }

    /// <exception cref="LoggerInitializationException">A logger's class cannot be found or refuses to start.</exception>
    public void StartLoggers()
    {
        var level = system.Settings.LogLevel;
        var silent = 0;
        foreach (var (name, index) in system.Settings.Loggers.Select((name, index) => (name, index)))
            silent += TryStart(TypeByName.Find(name, "akka.loggers"), index, level) ? 0 : 1;
        system.EventStream.SetLogLevel(Logging.LogLevelFor(level));
        if (_loggers.Count > silent)
            system.EventStream.Unsubscribe(_standardOut);
    }

    /// <summary>Lets the loggers write what they have; standard output takes what comes later.</summary>
    public async Task<Done> StopLoggers()
    {
        Subscribe(_standardOut, system.Settings.StdoutLogLevel);
        foreach (var logger in _loggers)
            system.EventStream.Unsubscribe(logger);
        try
        {
            await Task.WhenAll(_loggers.Select(logger => logger.GracefulStop(TimeSpan.FromSeconds(2)))).ConfigureAwait(false);
        }
        catch (TaskCanceledException)
        {
            // A logger that hangs must not keep the system from ending.
        }

        return Done.Instance;
    }

    private static LogLevel Lowest(string one, string other) => (LogLevel)Math.Min((int)Logging.LogLevelFor(one), (int)Logging.LogLevelFor(other));

    private bool TryStart(Type type, int index, string level)
    {
        var logger = system.SystemActorOf(Props.Create(type).WithDispatcher(system.Settings.LoggersDispatcher), $"log{index + 1}-{type.Name}");
        _loggers.Add(logger);
        Subscribe(logger, level);
        try
        {
            var answer = logger.Ask(new InitializeLogger(system.EventStream), system.Settings.LoggerStartTimeout).GetAwaiter().GetResult();
            if (answer is LoggerInitialized)
                return true;
            throw new LoggerInitializationException($"Logger {type} answered InitializeLogger with {answer} instead of LoggerInitialized.");
        }
        catch (AskTimeoutException e)
        {
            system.EventStream.Publish(new Warning(e, nameof(LoggerStart), type,
                $"Logger {type} did not answer within {system.Settings.LoggerStartTimeout}. Does it tell its Sender LoggerInitialized?"));
            return false;
        }
    }

    private void Subscribe(IActorRef logger, string level)
    {
        foreach (var one in Enum.GetValues<LogLevel>().Where(one => one >= Logging.LogLevelFor(level)))
            system.EventStream.Subscribe(logger, one.ClassFor());
    }
}
