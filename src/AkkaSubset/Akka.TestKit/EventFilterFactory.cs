using System.Text.RegularExpressions;
using Akka.Actor;
using Akka.Event;
using Akka.TestKit.Internal;
using Akka.TestKit.Internal.StringMatcher;

namespace Akka.TestKit;

/// <summary>Describes log events that a test expects or does not want to see. What is left out matches everything.</summary>
public class EventFilterFactory
{
    private readonly TestKitBase _testkit;
    private readonly ActorSystem _system;
    private readonly IReadOnlyList<EventFilterBase> _filters;

    public EventFilterFactory(TestKitBase testkit) : this(testkit, testkit.Sys) { }

    public EventFilterFactory(TestKitBase testkit, ActorSystem system) : this(testkit, system, []) { }

    public EventFilterFactory(TestKitBase testkit, ActorSystem actorSystem, IReadOnlyList<EventFilterBase> filters) =>
        (_testkit, _system, _filters) = (testkit, actorSystem, filters);

    /// <param name="start">What the message begins with.</param>
    /// <param name="source">Who logs it, as in the log or as a path such as <c>/user/name</c>.</param>
    public IEventFilterApplier Debug(string message = null, string start = null, string contains = null, string source = null) =>
        ForLogLevel(LogLevel.DebugLevel, message, start, contains, source);

    public IEventFilterApplier Debug(Regex pattern, string source = null) => ForLogLevel(LogLevel.DebugLevel, pattern, source);

    public IEventFilterApplier Info(string message = null, string start = null, string contains = null, string source = null) =>
        ForLogLevel(LogLevel.InfoLevel, message, start, contains, source);

    public IEventFilterApplier Info(Regex pattern, string source = null) => ForLogLevel(LogLevel.InfoLevel, pattern, source);

    public IEventFilterApplier Warning(string message = null, string start = null, string contains = null, string source = null) =>
        ForLogLevel(LogLevel.WarningLevel, message, start, contains, source);

    public IEventFilterApplier Warning(Regex pattern, string source = null) => ForLogLevel(LogLevel.WarningLevel, pattern, source);

    public IEventFilterApplier Error(string message = null, string start = null, string contains = null, string source = null) =>
        ForLogLevel(LogLevel.ErrorLevel, message, start, contains, source);

    public IEventFilterApplier Error(Regex pattern, string source = null) => ForLogLevel(LogLevel.ErrorLevel, pattern, source);

    public IEventFilterApplier ForLogLevel(
        LogLevel logLevel, string message = null, string start = null, string contains = null, string source = null) =>
        Applier(Internal.EventFilter.Of(logLevel, PredicateMatcher.Of(message, start, contains), PredicateMatcher.OfSource(source)));

    public IEventFilterApplier ForLogLevel(LogLevel logLevel, Regex pattern, string source = null) =>
        Applier(Internal.EventFilter.Of(logLevel, PredicateMatcher.Of(pattern), PredicateMatcher.OfSource(source)));

    /// <summary>Errors whose cause is of that class.</summary>
    public IEventFilterApplier Exception<TException>(
        string message = null, string start = null, string contains = null, string source = null) where TException : Exception =>
        Exception(typeof(TException), message, start, contains, source);

    public IEventFilterApplier Exception<TException>(Regex pattern, string source = null) where TException : Exception =>
        Exception(typeof(TException), pattern, source);

    /// <param name="checkInnerExceptions">Whether the cause of the cause, and so on, counts too.</param>
    public IEventFilterApplier Exception(
        Type exceptionType, string message = null, string start = null, string contains = null, string source = null, bool checkInnerExceptions = false) =>
        Applier(Internal.EventFilter.OfException(
            exceptionType, PredicateMatcher.Of(message, start, contains), PredicateMatcher.OfSource(source), checkInnerExceptions));

    public IEventFilterApplier Exception(Type exceptionType, Regex pattern, string source = null, bool checkInnerExceptions = false) =>
        Applier(Internal.EventFilter.OfException(
            exceptionType, PredicateMatcher.Of(pattern), PredicateMatcher.OfSource(source), checkInnerExceptions));

    public IEventFilterApplier DeadLetter() => DeadLetter<object>();

    public IEventFilterApplier DeadLetter<TMessage>(string source = null) => DeadLetter(typeof(TMessage), source);

    public IEventFilterApplier DeadLetter<TMessage>(Func<TMessage, bool> isMatch, string source = null) =>
        DeadLetter(typeof(TMessage), message => isMatch((TMessage)message), source);

    public IEventFilterApplier DeadLetter(Type type, string source = null) => DeadLetter(type, _ => true, source);

    public IEventFilterApplier DeadLetter(Type type, Func<object, bool> isMatch, string source = null) => Applier(Internal.EventFilter.OfDeadLetter(
        letter => type.IsInstanceOfType(letter.Message) && isMatch(letter.Message), PredicateMatcher.OfSource(source)));

    public IEventFilterApplier Custom(Predicate<LogEvent> predicate) => Applier(new EventFilter("Custom", predicate));

    public IEventFilterApplier Custom<TLogEvent>(Predicate<TLogEvent> predicate) where TLogEvent : LogEvent =>
        Custom(logEvent => logEvent is TLogEvent fitting && predicate(fitting));

    private EventFilterApplier Applier(EventFilterBase filter) => new(_testkit, _testkit.Assertions, _system, [.. _filters, filter]);
}
