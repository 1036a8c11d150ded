using ActorBackup.Actors.Ownership;
using ActorBackup.Actors.Sources;
using ActorBackup.Core.Protocols;
using Akka.Actor;

namespace ActorBackup.Actors.Hosting;

/// <summary>A clean stop: this node's own sources finish while the shared ones are handed over; then the asker hears of it, and this is gone.</summary>
internal sealed class DrainingActor : ReceiveActor
{
    /// <summary>A database that is away must not hold up a stop; the others then see this node's heartbeat end.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly IActorRef _sources;
    private readonly IActorRef _ownership;
    private bool _drained;
    private bool _left;

    /// <param name="ownership">Nobody without a cluster.</param>
    public static Props Props(IActorRef sources, IActorRef ownership, IActorRef asker) => Akka.Actor.Props.Create(() => new DrainingActor(sources, ownership, asker));

    public DrainingActor(IActorRef sources, IActorRef ownership, IActorRef asker)
    {
        (_sources, _ownership, _left) = (sources, ownership, ownership.IsNobody());
        Receive<NodeProtocol.Drained>(_ => EndIf(_drained = true, asker));
        Receive<OwnershipProtocol.Left>(_ => EndIf(_left = true, asker));
        Receive<GiveUp>(_ => EndIf(_left = true, asker));
    }

    protected override void PreStart()
    {
        _sources.Tell(new SourcesProtocol.DrainAll(), Self);
        if (_left) return;
        _ownership.Tell(new OwnershipProtocol.Leave(), Self);
        Context.System.Scheduler.ScheduleTellOnce(Patience, Self, new GiveUp(), ActorRefs.NoSender);
    }

    private void EndIf(bool _, IActorRef asker)
    {
        if (!_drained || !_left) return;
        asker.Tell(new NodeProtocol.Drained());
        Context.Stop(Self);
    }

    private sealed record GiveUp;
}
