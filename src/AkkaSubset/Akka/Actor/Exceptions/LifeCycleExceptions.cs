namespace Akka.Actor;

/// <summary>An actor's constructor or <c>PreStart</c> failed, or its <c>PostRestart</c>; the default is to stop it.</summary>
public class ActorInitializationException : AkkaException
{
    public ActorInitializationException() { }

    public ActorInitializationException(string message) : base(message) { }

    public ActorInitializationException(string message, Exception cause) : base(message, cause) { }

    public ActorInitializationException(IActorRef actor, string message, Exception cause = null) : base(message, cause) => Actor = actor;

    public IActorRef Actor { get; set; }

    public override string ToString() => Actor is null ? base.ToString() : $"{Actor}: {base.ToString()}";
}

public class PostRestartException(IActorRef actor, Exception cause, Exception originalCause) : ActorInitializationException(
    actor, $"Exception post restart ({originalCause?.GetType().Name ?? "null"})", cause)
{
    /// <summary>Why the actor was restarted.</summary>
    public Exception OriginalCause { get; } = originalCause;
}

public class PreRestartException(IActorRef actor, Exception restartException, Exception cause, object optionalMessage) : ActorInitializationException(
    actor, $"Exception in PreRestart({cause?.GetType().Name ?? "null"}, {optionalMessage?.GetType().Name ?? "null"})", restartException)
{
    public Exception RestartException { get; } = restartException;
    public object OptionalMessage { get; } = optionalMessage;
}

/// <summary>Thrown by an actor that is sent <see cref="Kill"/>; the default is to stop it.</summary>
public class ActorKilledException : AkkaException
{
    public ActorKilledException() { }

    public ActorKilledException(string message) : base(message) { }
}

/// <summary>Thrown by an actor that does not handle the <see cref="Terminated"/> of one that it watches; the default is to stop it.</summary>
public class DeathPactException(IActorRef deadActor) : AkkaException($"Monitored actor [{deadActor}] terminated")
{
    public IActorRef DeadActor { get; } = deadActor;
}
