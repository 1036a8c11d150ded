using System.Collections.Immutable;
using ActorBackup.Actors.Ownership;
using ActorBackup.Core.Ownership;
using ActorBackup.Core.Protocols;
using ActorBackup.Core.Sources;
using ActorBackup.Wire.Messages;
using Akka.Actor;

namespace ActorBackup.Actors.Signals;

/// <summary>One request of another process about one source: finds who runs it, answers once, and is gone. Child of /signals.</summary>
/// <remarks>This node's own sources come first; then the owner, for whom it waits if there is none; then a node that has it as a source of its own.
/// Asking twice does no harm: the request has an id.</remarks>
internal sealed class OneSourceActor : ReceiveActor
{
    /// <summary>A source that was granted to this node starts in a moment; what it refuses after that, it means.</summary>
    private const int LooksAtSelf = 8;

    private readonly SignalParts _parts;
    private readonly IRequest _request;
    private readonly NodeId? _at;
    private readonly bool _forwarded;
    private readonly IActorRef _asker;
    private readonly SourceId _source;
    private readonly SourceProtocol.IMessage _message;
    private ICancelable? _again;
    private ICancelable? _giveUp;
    private SourceProtocol.Refused? _refusedHere;
    private string _why = "";
    private bool _searched;
    private int _looksAtSelf;

    /// <param name="request">With an id.</param>
    /// <param name="message">The same, as the source understands it.</param>
    /// <param name="at">The node whose own source is meant; null where the name alone says it.</param>
    /// <param name="forwarded">Another node found that this one runs it: it is not passed on again.</param>
    public static Props Props(SignalParts parts, IRequest request, SourceProtocol.IMessage message, NodeId? at, bool forwarded, IActorRef asker) =>
        Akka.Actor.Props.Create(() => new OneSourceActor(parts, request, message, at, forwarded, asker));

    public OneSourceActor(SignalParts parts, IRequest request, SourceProtocol.IMessage message, NodeId? at, bool forwarded, IActorRef asker)
    {
        (_parts, _request, _asker) = (parts, request, asker);
        (_at, _forwarded) = (at == parts.Self ? null : at, forwarded || at == parts.Self);
        (_message, _source) = (message, message.Source);
        Receive<SourceProtocol.IReply>(FromHere);
        Receive<OwnershipProtocol.OwnerIs>(FromOwnership);
        Receive<OwnershipProtocol.MembersAre>(FromMembers);
        Receive<PeersActor.Said>(FromPeers);
        Receive<IAnswer>(FromPeer);
        Receive<Again>(_ => Try());
        Receive<GiveUp>(giveUp => End(giveUp.Answer));
    }

    protected override void PreStart()
    {
        if (_request is AskRestore)
            EndIn(_parts.RestorePatience, new Accepted(RequestReading.IdOf(_request)!, _source.Value, "it is being put back: ask again, with the same id"));
        else EndIn(_parts.Patience, AnswerWriting.Of(new SourceProtocol.Refused(_source, new Refusal(RefusalKind.Failed,
            $"{_source} did not answer within {_parts.Patience.TotalSeconds:0.#} s: send the request again, with the same id.")), _parts.Self, _request));
        if (_at is not null) EndIn(_parts.OwnerPatience, null);
        Try();
    }

    protected override void PostStop()
    {
        _again?.Cancel();
        _giveUp?.Cancel();
    }

    private void Try()
    {
        if (_at is null) _parts.Sources.Tell(_message, Self);
        else _parts.Node.Tell(new OwnershipProtocol.GetMembers(), Self);
    }

    private void FromHere(SourceProtocol.IReply reply)
    {
        if (reply is not SourceProtocol.Refused { Why.Kind: RefusalKind.NoSuchSource or RefusalKind.Away } refused || _forwarded)
        {
            End(AnswerWriting.Of(reply, _parts.Self, _request));
            return;
        }

        if (_refusedHere is null) EndIn(_parts.OwnerPatience, null);
        _refusedHere = refused;
        _parts.Node.Tell(new OwnershipProtocol.GetOwner(_source), Self);
    }

    private void FromOwnership(OwnershipProtocol.OwnerIs owner)
    {
        _why = owner.Why ?? "its owner does not answer";
        if (owner is { Owner: { } peer, Self: false }) Forward(peer);
        else if (!owner.Self) _parts.Node.Tell(new OwnershipProtocol.GetMembers(), Self);
        else if (_looksAtSelf++ < LooksAtSelf) AgainIn(_parts.LookEvery);
        else EndRefused();
    }

    /// <summary>Nobody runs it: it is shared and without an owner now, or another node's own, or there is no such source.</summary>
    private void FromMembers(OwnershipProtocol.MembersAre members)
    {
        if (_at is not null)
        {
            _why = $"the node {_at} is not in the cluster now";
            if (members.Peers.Find(peer => peer.Node == _at) is { } named) Forward(named);
            else AgainIn(_parts.LookEvery);
            return;
        }

        var unsure = members is { Unsure: not null, Self.Length: > 0 } && _refusedHere!.Why.Kind == RefusalKind.Away;
        var alone = members.Peers.All(peer => peer.Incarnation == members.Self);
        if (members.Owners.ContainsKey(_source.Name) || unsure) AgainIn(_parts.LookEvery);
        else if (_refusedHere!.Why.Kind != RefusalKind.NoSuchSource || alone || _searched) EndRefused();
        else
        {
            _searched = true;
            Context.ActorOf(PeersActor.Props(_parts, new GetStatus(_source.Value)));
        }
    }

    private void FromPeers(PeersActor.Said said)
    {
        ImmutableList<Peer> having = [.. said.Answers.Where(s => s.Answer is Wire.Messages.Status).Select(s => s.Peer)];
        if (having.Count == 1) Forward(having[0]);
        else if (having.Count > 1) End(AnswerWriting.Invalid($"{string.Join(" and ", having.Select(p => p.Node))} each have a source '{_source}' of their own: name one, such as '{_source}@{having[0].Node}'.", _request));
        else if (said.Silent.IsEmpty) EndRefused();
        else End(AnswerWriting.Away($"{_refusedHere!.Why.Why} {string.Join(", ", said.Silent.Select(p => p.Node))} did not answer.", _request));
    }

    private void Forward(Peer peer)
    {
        _parts.Peer(peer).Tell(new Forwarded(_request), Self);
        AgainIn(_parts.PeerPatience);
    }

    /// <summary>What it had a moment ago may be on its way to the next owner.</summary>
    private void FromPeer(IAnswer answer)
    {
        if (answer is not Refused { Kind: "away" or "no-such-source" } moved)
        {
            End(answer);
            return;
        }

        _why = moved.Why;
        AgainIn(_parts.LookEvery);
    }

    private void AgainIn(TimeSpan delay)
    {
        _again?.Cancel();
        _again = Context.System.Scheduler.ScheduleTellOnceCancelable(delay, Self, new Again(), ActorRefs.NoSender);
    }

    private void EndRefused() => End(AnswerWriting.Of(_refusedHere!, _parts.Self, _request));

    /// <param name="answer">Null: nobody runs it.</param>
    private void EndIn(TimeSpan patience, IAnswer? answer)
    {
        _giveUp?.Cancel();
        _giveUp = Context.System.Scheduler.ScheduleTellOnceCancelable(patience, Self, new GiveUp(answer), ActorRefs.NoSender);
    }

    private void End(IAnswer? answer)
    {
        _asker.Tell(answer ?? AnswerWriting.Away($"{_source}: owner unreachable: {_why}. Send the request again, with the same id.", _request));
        Context.Stop(Self);
    }

    private sealed record Again;

    private sealed record GiveUp(IAnswer? Answer);
}
