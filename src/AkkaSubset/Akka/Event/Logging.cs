using Akka.Actor;

namespace Akka.Event;

/// <summary>Where loggers come from, and the names of their levels.</summary>
public static class Logging
{
    /// <summary>A logger that names the actor as the source.</summary>
    public static ILoggingAdapter GetLogger(this IActorContext context, ILogMessageFormatter logMessageFormatter = null)
    {
        var source = LogSource.Create(context, context.System);
        return Logger(context.System.EventStream, source, logMessageFormatter ?? context.System.Settings.LogFormatter);
    }

    /// <param name="logSourceObj">An actor's context or ref, a type, a text, or an object whose type is meant.</param>
    public static ILoggingAdapter GetLogger(ActorSystem system, object logSourceObj, ILogMessageFormatter logMessageFormatter = null) =>
        Logger(system.EventStream, LogSource.Create(logSourceObj, system), logMessageFormatter ?? system.Settings.LogFormatter);

    public static ILoggingAdapter GetLogger(LoggingBus loggingBus, object logSourceObj, ILogMessageFormatter logMessageFormatter = null) =>
        Logger(loggingBus, LogSource.Create(logSourceObj), logMessageFormatter ?? DefaultLogMessageFormatter.Instance);

    /// <exception cref="ArgumentException">The text is no level.</exception>
    public static LogLevel LogLevelFor(string logLevel) => logLevel?.ToUpperInvariant() switch
    {
        "DEBUG" => LogLevel.DebugLevel,
        "INFO" => LogLevel.InfoLevel,
        "WARNING" => LogLevel.WarningLevel,
        "ERROR" => LogLevel.ErrorLevel,
        "OFF" => LogLevel.ErrorLevel + 1,
        _ => throw new ArgumentException($"'{logLevel}' is not a log level. Write DEBUG, INFO, WARNING, ERROR or OFF.", nameof(logLevel)),
    };

    public static string StringFor(this LogLevel logLevel) => logLevel switch
    {
        LogLevel.DebugLevel => "DEBUG",
        LogLevel.InfoLevel => "INFO",
        LogLevel.WarningLevel => "WARNING",
        LogLevel.ErrorLevel => "ERROR",
        _ => throw new ArgumentException($"{logLevel} is not a log level.", nameof(logLevel)),
    };

    public static Type ClassFor(this LogLevel logLevel) => logLevel switch
    {
        LogLevel.DebugLevel => typeof(Debug),
        LogLevel.InfoLevel => typeof(Info),
        LogLevel.WarningLevel => typeof(Warning),
        LogLevel.ErrorLevel => typeof(Error),
        _ => throw new ArgumentException($"{logLevel} is not a log level.", nameof(logLevel)),
    };

    private static BusLogging Logger(LoggingBus bus, LogSource source, ILogMessageFormatter formatter) => new(bus, source.Source, source.Type, formatter);
}
