using System.Globalization;
using Akka.Actor;

namespace Akka.Event;

/// <summary>Something worth a line. The message is a text or a <see cref="LogMessage"/>.</summary>
public abstract class LogEvent : INoSerializationVerificationNeeded
{
    private protected LogEvent(Exception cause, string logSource, Type logClass, object message)
    {
        (Cause, LogSource, LogClass, Message) = (cause, logSource, logClass, message);
        (Timestamp, Thread) = (TimeProvider.System.GetUtcNow().UtcDateTime, Thread.CurrentThread);
    }

    public Exception Cause { get; protected set; }

    /// <summary>UTC.</summary>
    public DateTime Timestamp { get; }

    /// <summary>The one that wrote it, not the one that reads it.</summary>
    public Thread Thread { get; }

    public string LogSource { get; protected set; }
    public Type LogClass { get; protected set; }
    public object Message { get; protected set; }

    public abstract LogLevel LogLevel();

    public override string ToString()
    {
        var level = LogLevel().ToString().Replace("Level", "", StringComparison.Ordinal).ToUpperInvariant();
        var line = string.Create(
            CultureInfo.InvariantCulture,
            $"[{level}][{Timestamp:yyyy-MM-dd HH:mm:ss.fff}Z][Thread {Thread.ManagedThreadId:0000}][{LogSource}] {Message}");
        return Cause is null ? line : $"{line}{Environment.NewLine}Cause: {Cause}";
    }
}

public class Debug : LogEvent
{
    public Debug(string logSource, Type logClass, object message) : this(null, logSource, logClass, message) { }

    public Debug(Exception cause, string logSource, Type logClass, object message) : base(cause, logSource, logClass, message) { }

    public override LogLevel LogLevel() => Event.LogLevel.DebugLevel;
}

public class Info : LogEvent
{
    public Info(string logSource, Type logClass, object message) : this(null, logSource, logClass, message) { }

    public Info(Exception cause, string logSource, Type logClass, object message) : base(cause, logSource, logClass, message) { }

    public override LogLevel LogLevel() => Event.LogLevel.InfoLevel;
}

public class Warning : LogEvent
{
    public Warning(string logSource, Type logClass, object message) : this(null, logSource, logClass, message) { }

    public Warning(Exception cause, string logSource, Type logClass, object message) : base(cause, logSource, logClass, message) { }

    public override LogLevel LogLevel() => Event.LogLevel.WarningLevel;
}

public class Error : LogEvent
{
    public Error(Exception cause, string logSource, Type logClass, object message) : base(cause, logSource, logClass, message) { }

    public override LogLevel LogLevel() => Event.LogLevel.ErrorLevel;
}
