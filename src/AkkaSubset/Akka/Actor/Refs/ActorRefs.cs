namespace Akka.Actor;

public static class ActorRefs
{
    public static readonly Nobody Nobody = Nobody.Instance;

    /// <summary>Null: the receiver sees dead letters as the sender.</summary>
    public static readonly IActorRef NoSender;
}
