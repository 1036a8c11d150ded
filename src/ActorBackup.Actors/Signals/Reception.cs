using Akka.Actor;
using Akka.Cluster;
using Akka.Cluster.Tools.Client;

namespace ActorBackup.Actors.Signals;

/// <summary>Makes an actor known to cluster clients by its path.</summary>
internal static class Reception
{
    /// <summary>Does nothing where the system is in no cluster.</summary>
    public static void Open(IActorContext context)
    {
        if (((ExtendedActorSystem)context.System).Provider is ClusterActorRefProvider)
            ClusterClientReceptionist.Get(context.System).RegisterService(context.Self);
    }
}
