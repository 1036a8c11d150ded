namespace Akka.Actor;

public static class ActorRefExtensions
{
    /// <summary>True also for null.</summary>
    public static bool IsNobody(this IActorRef actorRef) => actorRef is null or Nobody;

    public static IActorRef GetOrElse(this IActorRef actorRef, Func<IActorRef> elseValue) => actorRef.IsNobody() ? elseValue() : actorRef;
}
