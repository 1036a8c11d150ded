using System.Collections.Immutable;
using ActorBackup.Core.Protocols;
using ActorBackup.Core.Triggers;
using ActorBackup.Wire.Messages;
using Akka.Actor;
using Outcome = ActorBackup.Wire.Messages.Outcome;

namespace ActorBackup.Actors.Signals;

/// <summary>One question of another process that names no source: asks this node's sources and every other node, answers once, and is gone. Child of /signals.</summary>
internal sealed class AllSourcesActor : ReceiveActor
{
    private readonly SignalParts _parts;
    private readonly IRequest _question;
    private readonly bool _forwarded;
    private readonly IActorRef _asker;
    private int _unknownHere;
    private int _askedHere;
    private IAnswer? _here;
    private PeersActor.Said? _elsewhere;

    /// <param name="question"><see cref="GetStatus"/> or <see cref="GetOutcome"/>.</param>
    /// <param name="forwarded">Another node asks: it is this node's turn only.</param>
    public static Props Props(SignalParts parts, IRequest question, bool forwarded, IActorRef asker) =>
        Akka.Actor.Props.Create(() => new AllSourcesActor(parts, question, forwarded, asker));

    public AllSourcesActor(SignalParts parts, IRequest question, bool forwarded, IActorRef asker)
    {
        (_parts, _question, _forwarded, _asker) = (parts, question, forwarded, asker);
        Receive<NodeProtocol.NodeStatus>(status => Here(AnswerWriting.Of(status)));
        Receive<NodeProtocol.SourceList>(AskSources);
        Receive<SourceProtocol.Done>(done => Here(AnswerWriting.Of(done, parts.Self, question)));
        Receive<SourceProtocol.Refused>(_ => CountUnknown());
        Receive<PeersActor.Said>(said => Elsewhere(said));
        Receive<ReceiveTimeout>(_ => End(AnswerWriting.Away($"node {parts.Self} did not answer within {parts.Patience.TotalSeconds:0.#} s: ask again.", question)));
    }

    protected override void PreStart()
    {
        _parts.Node.Tell(_question is GetStatus ? new NodeProtocol.GetStatus(null) : new NodeProtocol.GetSources(null), Self);
        if (_forwarded) Elsewhere(new PeersActor.Said([], []));
        else Context.ActorOf(PeersActor.Props(_parts, _question));
        SetReceiveTimeout(_parts.Patience);
    }

    private void AskSources(NodeProtocol.SourceList list)
    {
        _askedHere = list.Sources.Count;
        foreach (var source in list.Sources) _parts.Sources.Tell(new SourceProtocol.GetOutcome(source, new TriggerId(((GetOutcome)_question).Id)), Self);
        if (_askedHere == 0) CountUnknown();
    }

    private void CountUnknown()
    {
        if (++_unknownHere < _askedHere) return;
        var id = ((GetOutcome)_question).Id;
        Here(AnswerWriting.Unknown(id, $"no source knows a request '{id}'; ids are kept for 7 days"));
    }

    private void Here(IAnswer answer)
    {
        _here ??= answer;
        EndIfComplete();
    }

    private void Elsewhere(PeersActor.Said said)
    {
        _elsewhere = said;
        EndIfComplete();
    }

    private void EndIfComplete()
    {
        if (_here is Outcome known) End(known);
        else if (_here is not null && _elsewhere is not null) End(_here is Wire.Messages.Status status ? Merged(status) : FirstKnown());
    }

    private IAnswer FirstKnown() =>
        _elsewhere!.Answers.Select(said => said.Answer).FirstOrDefault(answer => answer is Outcome)
        ?? (_elsewhere.Silent.IsEmpty ? _here!
            : AnswerWriting.Away($"no node that answers knows it, and {string.Join(", ", _elsewhere.Silent.Select(peer => peer.Node))} did not answer: ask again.", _question));

    private Wire.Messages.Status Merged(Wire.Messages.Status here)
    {
        var others = _elsewhere!.Answers.Select(said => said.Answer).OfType<Wire.Messages.Status>().ToList();
        ImmutableList<StatusOfSource> all = [.. here.Sources.Concat(others.SelectMany(status => status.Sources)).DistinctBy(source => (source.Source, source.Owner))];
        return here with { Sources = all, SilentNodes = [.. _elsewhere.Silent.Select(peer => peer.Node.Value)], Truncated = others.Exists(status => status.Truncated) };
    }

    private void End(IAnswer answer)
    {
        _asker.Tell(answer);
        Context.Stop(Self);
    }
}
