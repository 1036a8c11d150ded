using Akka.Actor;

namespace ActorBackup.Actors.Ownership;

/// <summary>Where what is made from configuration (a lease) finds this system's /ownership.</summary>
internal sealed class OwnershipAccess : IExtension
{
    private volatile IActorRef _actor = ActorRefs.Nobody;

    /// <summary>Nobody while none runs.</summary>
    public IActorRef Actor
    {
        get => _actor;
        set => _actor = value;
    }

    public static OwnershipAccess Of(ActorSystem system) => new OwnershipAccessId().Apply(system);

    /// <summary>Unless another has taken its place.</summary>
    public void Forget(IActorRef actor)
    {
        if (_actor.Equals(actor)) _actor = ActorRefs.Nobody;
    }

    private sealed class OwnershipAccessId : ExtensionIdProvider<OwnershipAccess>
    {
        public override OwnershipAccess CreateExtension(ExtendedActorSystem system) => new();
    }
}
