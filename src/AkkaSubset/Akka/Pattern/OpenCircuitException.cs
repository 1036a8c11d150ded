using Akka.Actor;

namespace Akka.Pattern;

/// <summary>A call was not made: the circuit breaker before it is open, for <see cref="RemainingDuration"/> more at most.</summary>
public class OpenCircuitException : AkkaException
{
    public OpenCircuitException() : this("The circuit breaker is open: calls fail at once.") { }
    public OpenCircuitException(string message) : base(message) { }
    public OpenCircuitException(string message, Exception cause, TimeSpan remainingDuration) : base(message, cause) =>
        RemainingDuration = remainingDuration;

    /// <summary>Zero where a trial call is under way.</summary>
    public TimeSpan RemainingDuration { get; }
}
