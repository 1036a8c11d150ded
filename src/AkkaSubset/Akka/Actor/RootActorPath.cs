namespace Akka.Actor;

/// <summary>The path of a system's root guardian.</summary>
public sealed class RootActorPath(Address address, string name = "") : ActorPath(address, name);
