namespace Akka.Actor;

/// <summary>An actor may not be called so, or another one is.</summary>
public class InvalidActorNameException : AkkaException
{
    public InvalidActorNameException(string message) : base(message) { }

    public InvalidActorNameException(string message, Exception innerException) : base(message, innerException) { }
}

/// <summary>Nobody answered at a selection's path in time.</summary>
public class ActorNotFoundException : AkkaException
{
    public ActorNotFoundException() { }

    public ActorNotFoundException(string message, Exception innerException = null) : base(message, innerException) { }
}
