namespace Akka.Actor;

/// <summary>An <c>Ask</c> got no answer in time.</summary>
public class AskTimeoutException(string message) : AkkaException(message);

/// <summary>A null was told.</summary>
public class InvalidMessageException : AkkaException
{
    public InvalidMessageException() { }

    public InvalidMessageException(string message) : base(message) { }
}

/// <summary>Something was done to an actor that its state does not allow, such as stashing one message twice.</summary>
public class IllegalActorStateException(string message) : AkkaException(message);

/// <summary>A stash with a limit is full.</summary>
public class StashOverflowException(string message, Exception cause = null) : AkkaException(message, cause);

/// <summary>A logger did not start.</summary>
public class LoggerInitializationException : AkkaException
{
    public LoggerInitializationException() { }

    public LoggerInitializationException(string message) : base(message) { }

    public LoggerInitializationException(string message, Exception cause = null) : base(message, cause) { }
}

public sealed class SchedulerException(string message) : AkkaException(message);
