using Akka.Actor;

namespace Akka.Remote;

/// <summary>Tells the incarnations of an address apart: drawn anew for each system, never 0.</summary>
public class AddressUid : IExtension
{
    public readonly int Uid = Random.Shared.Next(1, int.MaxValue);
}

public class AddressUidExtension : ExtensionIdProvider<AddressUid>
{
    /// <summary>The uid of the system, the same as long as it lives.</summary>
    public static int Uid(ActorSystem system) => new AddressUidExtension().Apply(system).Uid;

    public override AddressUid CreateExtension(ExtendedActorSystem system) => new();
}
