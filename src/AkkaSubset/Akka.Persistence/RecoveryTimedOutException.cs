using Akka.Actor;

namespace Akka.Persistence;

/// <summary>A recovery heard nothing from its journal or snapshot store for <c>recovery-event-timeout</c>.</summary>
public sealed class RecoveryTimedOutException : AkkaException
{
    public RecoveryTimedOutException() { }
    public RecoveryTimedOutException(string message, Exception cause = null) : base(message, cause) { }
}
