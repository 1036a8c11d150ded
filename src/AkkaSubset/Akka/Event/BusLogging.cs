namespace Akka.Event;

/// <summary>Publishes log events on a bus.</summary>
public sealed class BusLogging(LoggingBus bus, string logSource, Type logClass, ILogMessageFormatter logMessageFormatter)
    : LoggingAdapterBase(logMessageFormatter)
{
    public LoggingBus Bus { get; } = bus;
    public string LogSource { get; } = logSource;
    public Type LogClass { get; } = logClass;

    public override bool IsDebugEnabled => Bus.LogLevel <= LogLevel.DebugLevel;
    public override bool IsInfoEnabled => Bus.LogLevel <= LogLevel.InfoLevel;
    public override bool IsWarningEnabled => Bus.LogLevel <= LogLevel.WarningLevel;
    public override bool IsErrorEnabled => Bus.LogLevel <= LogLevel.ErrorLevel;

    protected override void NotifyLog(LogLevel logLevel, object message, Exception cause = null) => Bus.Publish(logLevel switch
    {
        LogLevel.DebugLevel => new Debug(cause, LogSource, LogClass, message),
        LogLevel.InfoLevel => new Info(cause, LogSource, LogClass, message),
        LogLevel.WarningLevel => new Warning(cause, LogSource, LogClass, message),
        LogLevel.ErrorLevel => new Error(cause, LogSource, LogClass, message),
        _ => throw new NotSupportedException($"{logLevel} is not a log level."),
    });
}
