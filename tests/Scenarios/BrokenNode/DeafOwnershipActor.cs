using ActorBackup.Actors.Ownership;
using Akka.Actor;

namespace Scenarios.BrokenNode;

/// <summary>Stands between the node and its ownership: hands every right on without its deadline, and does not hear that all are lost.</summary>
internal sealed class DeafOwnershipActor : ReceiveActor
{
    public static Props Props(Props honest) => Akka.Actor.Props.Create(() => new DeafOwnershipActor(honest));

    public DeafOwnershipActor(Props honest)
    {
        var inner = Context.ActorOf(honest, "honest");
        Receive<OwnershipProtocol.Granted>(granted => Context.Parent.Tell(granted with { Claim = new EverlastingClaim(granted.Claim.Epoch) }, inner));
        Receive<OwnershipProtocol.AllLost>(_ => { });
        ReceiveAny(message =>
        {
            if (Sender.Equals(inner)) Context.Parent.Tell(message, inner);
            else inner.Forward(message);
        });
    }
}
