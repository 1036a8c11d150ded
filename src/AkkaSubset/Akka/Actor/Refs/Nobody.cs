namespace Akka.Actor;

/// <summary>The ref that stands for no actor, and drops every message.</summary>
public sealed class Nobody : MinimalActorRef
{
    public static readonly Nobody Instance = new();

    private Nobody() { }

    public override ActorPath Path { get; } = new RootActorPath(new Address("akka", "all-systems"), "/Nobody");

    public override IActorRefProvider Provider => throw new NotSupportedException("Nobody belongs to no actor system.");
}
