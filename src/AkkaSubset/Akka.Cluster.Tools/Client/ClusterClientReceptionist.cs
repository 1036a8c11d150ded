using Akka.Actor;
using Akka.Cluster.Tools.Client.Serialization;
using Akka.Configuration;

namespace Akka.Cluster.Tools.Client;

/// <summary>Makes actors of this node known to cluster clients, by their paths.</summary>
public sealed class ClusterClientReceptionist : IExtension
{
    private readonly Cluster _cluster;
    private readonly string _role;

    public ClusterClientReceptionist(ExtendedActorSystem system)
    {
        var settings = ClusterReceptionistSettings.Create(system);
        ClusterClientMessageSerializer.Register(system);
        (_cluster, _role) = (Cluster.Get(system), settings.Role);
        Underlying = IsTerminated
            ? system.DeadLetters
            : system.SystemActorOf(
                Props.Create(() => new ReceptionistActor(settings)), system.Settings.Config.GetString("akka.cluster.client.receptionist.name"));
    }

    /// <summary>Whether this node has no receptionist: it is no member any more, or has not the role.</summary>
    public bool IsTerminated => _cluster.IsTerminated || (!string.IsNullOrEmpty(_role) && !_cluster.SelfRoles.Contains(_role));

    /// <summary>The receptionist.</summary>
    public IActorRef Underlying { get; }

    public static ClusterClientReceptionist Get(ActorSystem system) => new ClusterClientReceptionistExtensionProvider().Apply(system);

    public static Config DefaultConfig() => ClientDefaults.Config;

    /// <summary>Clients may send to the actor under its path, until it ends.</summary>
    public void RegisterService(IActorRef actorRef) => Underlying.Tell(new ReceptionistActor.Register(actorRef), ActorRefs.NoSender);

    public void UnregisterService(IActorRef actorRef) => Underlying.Tell(new ReceptionistActor.Unregister(actorRef), ActorRefs.NoSender);
}

public sealed class ClusterClientReceptionistExtensionProvider : ExtensionIdProvider<ClusterClientReceptionist>
{
    public override ClusterClientReceptionist CreateExtension(ExtendedActorSystem system) => new(system);
}
