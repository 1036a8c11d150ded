using Akka.Actor;

namespace Akka.Event;

/// <summary>The first message to a logger: subscribe to what you write, and answer with <see cref="LoggerInitialized"/>.</summary>
public class InitializeLogger(LoggingBus loggingBus) : INoSerializationVerificationNeeded
{
    public LoggingBus LoggingBus { get; } = loggingBus;
}

public class LoggerInitialized : INoSerializationVerificationNeeded, IDeadLetterSuppression;
