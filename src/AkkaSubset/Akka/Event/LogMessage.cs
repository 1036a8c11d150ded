namespace Akka.Event;

/// <summary>Puts arguments into a message's template.</summary>
public interface ILogMessageFormatter
{
    string Format(string format, params object[] args);

    string Format(string format, IEnumerable<object> args);
}

/// <summary>Positional: <c>{0}</c>, <c>{1}</c> …; a named hole is a <see cref="FormatException"/> when the message is written.</summary>
public class DefaultLogMessageFormatter : ILogMessageFormatter
{
    public static readonly DefaultLogMessageFormatter Instance = new();

    private DefaultLogMessageFormatter() { }

    public string Format(string format, params object[] args) =>
        args.Length == 0 ? format : string.Format(System.Globalization.CultureInfo.InvariantCulture, format, args);

    public string Format(string format, IEnumerable<object> args) => Format(format, args.ToArray());
}

/// <summary>A template and its arguments, not yet one text: loggers may want them apart.</summary>
public abstract class LogMessage
{
    protected readonly ILogMessageFormatter Formatter;

    public LogMessage(ILogMessageFormatter formatter, string format) => (Formatter, Format) = (formatter, format);

    public string Format { get; }

    public abstract string Unformatted();

    public abstract IEnumerable<object> Parameters();
}

internal sealed class TemplateMessage(ILogMessageFormatter formatter, string format, object[] args) : LogMessage(formatter, format)
{
    public override IEnumerable<object> Parameters() => args;

    public override string Unformatted() => $"{Format} {string.Join(',', args)}";

    public override string ToString() => Formatter.Format(Format, args);
}
