using Akka.Event;
using Akka.TestKit.Internal.StringMatcher;

namespace Akka.TestKit.Internal;

/// <summary>The kinds of filters there are.</summary>
internal sealed class EventFilter(string name, Predicate<LogEvent> matches) : EventFilterBase
{
    protected override string FilterDescriptiveName => name;

    public static EventFilter Of(LogLevel level, IStringMatcher message, IStringMatcher source) => new(
        level.ToString(), logEvent => logEvent.LogLevel() == level && Matches(logEvent, message, source));

    /// <summary>Matches by the text of the event or of its exception.</summary>
    public static EventFilter OfException(Type type, IStringMatcher message, IStringMatcher source, bool checkInner) => new(
        $"Error with {type.Name}",
        logEvent => logEvent is Error && Chain(logEvent.Cause, checkInner).Any(cause =>
            type.IsInstanceOfType(cause) && source.IsMatch(logEvent.LogSource)
            && (message.IsMatch(logEvent.Message?.ToString()) || message.IsMatch(cause.Message))));

    public static EventFilter OfDeadLetter(Predicate<DeadLetter> matches, IStringMatcher source) => new(
        nameof(DeadLetter), logEvent => logEvent is Warning { Message: DeadLetter letter } && source.IsMatch(logEvent.LogSource) && matches(letter));

    protected override bool IsMatch(LogEvent evt) => matches(evt);

    private static bool Matches(LogEvent logEvent, IStringMatcher message, IStringMatcher source) =>
        logEvent.Message is not AllDeadLetters && source.IsMatch(logEvent.LogSource) && message.IsMatch(logEvent.Message?.ToString());

    private static IEnumerable<Exception> Chain(Exception cause, bool checkInner)
    {
        for (var at = cause; at is not null; at = checkInner ? at.InnerException : null)
            yield return at;
    }
}
