using ActorBackup.Core.Ownership;
using Akka.Actor;

namespace ActorBackup.Actors.Ownership;

/// <summary>Keeps this node's place among the nodes of the shared database, and says which shared sources it may run.</summary>
/// <remarks>Child of the node, named <c>ownership</c>; speaks <see cref="OwnershipProtocol"/>.</remarks>
public sealed class OwnershipActor : ReceiveActor
{
    /// <param name="face">Who this node is to the others.</param>
    /// <param name="open">Opens the shared table; the actor disposes it.</param>
    /// <param name="bootTime">Only its time stamps and timers are used.</param>
    public static Props Props(NodeFace face, Func<IOwnershipTable> open, TimeProvider bootTime) =>
        Akka.Actor.Props.Create(() => new OwnershipActor(face, open, bootTime));

    public OwnershipActor(NodeFace face, Func<IOwnershipTable> open, TimeProvider bootTime)
    {
        _ = (face, open, bootTime);
    }
}
