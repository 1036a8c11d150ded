using System.Collections.Immutable;
using ActorBackup.Actors.Ownership;
using ActorBackup.Core.Ownership;
using ActorBackup.Wire.Messages;
using Akka.Actor;

namespace ActorBackup.Actors.Signals;

/// <summary>Asks every other node the same once, tells its parent <see cref="Said"/>, and is gone.</summary>
internal sealed class PeersActor : ReceiveActor
{
    private readonly SignalParts _parts;
    private readonly IRequest _request;
    private readonly Dictionary<string, (Peer Peer, IAnswer? Answer)> _peers = [];

    public static Props Props(SignalParts parts, IRequest request) => Akka.Actor.Props.Create(() => new PeersActor(parts, request));

    public PeersActor(SignalParts parts, IRequest request)
    {
        (_parts, _request) = (parts, request);
        Receive<OwnershipProtocol.MembersAre>(AskAll);
        Receive<FromPeer>(TakeIn);
        Receive<ReceiveTimeout>(_ => End());
    }

    protected override void PreStart()
    {
        _parts.Node.Tell(new OwnershipProtocol.GetMembers(), Self);
        SetReceiveTimeout(_parts.PeerPatience);
    }

    private void AskAll(OwnershipProtocol.MembersAre members)
    {
        foreach (var peer in members.Peers.Where(peer => peer.Incarnation != members.Self))
        {
            _peers[peer.Incarnation] = (peer, null);
            _parts.Peer(peer).Tell(new Forwarded(_request), Context.ActorOf(PostboxActor.Props(peer.Incarnation)));
        }

        EndIfComplete();
    }

    private void TakeIn(FromPeer said)
    {
        _peers[said.Incarnation] = (_peers[said.Incarnation].Peer, said.Answer);
        EndIfComplete();
    }

    private void EndIfComplete()
    {
        if (_peers.Values.All(peer => peer.Answer is not null)) End();
    }

    private void End()
    {
        Context.Parent.Tell(new Said(
            [.. _peers.Values.Where(p => p.Answer is not null).Select(p => (p.Peer, p.Answer!))], [.. _peers.Values.Where(p => p.Answer is null).Select(p => p.Peer)]));
        Context.Stop(Self);
    }

    /// <param name="Silent">Did not answer in time.</param>
    internal sealed record Said(ImmutableList<(Peer Peer, IAnswer Answer)> Answers, ImmutableList<Peer> Silent);

    private sealed record FromPeer(string Incarnation, IAnswer Answer);

    /// <summary>Where one node's answer arrives: the answer itself does not say whose it is.</summary>
    private sealed class PostboxActor : ReceiveActor
    {
        public static Props Props(string incarnation) => Akka.Actor.Props.Create(() => new PostboxActor(incarnation));

        public PostboxActor(string incarnation) => Receive<IAnswer>(answer => Context.Parent.Tell(new FromPeer(incarnation, answer)));
    }
}
