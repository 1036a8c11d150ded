using System.Collections.Immutable;
using ActorBackup.Core.Protocols;
using ActorBackup.Core.Sources;
using Akka.Actor;

namespace ActorBackup.Actors.Sources;

/// <summary>Asks many sources for their status once, tells its parent's asker all answers, and is gone.</summary>
internal sealed class StatusCollector : ReceiveActor
{
    /// <summary>A source that is busy persisting answers later than that only on a sick disk; its line then says so.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly ImmutableList<(SourceStatus IfSilent, IActorRef Actor)> _sources;
    private readonly Dictionary<SourceId, SourceStatus> _answers = [];
    private readonly IActorRef _node;
    private readonly IActorRef _asker;
    private readonly int _expected;

    /// <param name="sources">In the order of the answer; nobody where a source does not run now.</param>
    public static Props Props(ImmutableList<(SourceStatus IfSilent, IActorRef Actor)> sources, IActorRef node, IActorRef asker) =>
        Akka.Actor.Props.Create(() => new StatusCollector(sources, node, asker));

    public StatusCollector(ImmutableList<(SourceStatus IfSilent, IActorRef Actor)> sources, IActorRef node, IActorRef asker)
    {
        (_sources, _node, _asker) = (sources, node, asker);
        _expected = sources.Count(s => !s.Actor.IsNobody());
        Receive<SourceStatus>(TakeIn);
        Receive<ReceiveTimeout>(_ => Answer());
    }

    protected override void PreStart()
    {
        foreach (var (status, actor) in _sources) actor.Tell(new SourceProtocol.GetStatus(status.Source), Self);
        SetReceiveTimeout(Patience);
        AnswerIfComplete();
    }

    private void TakeIn(SourceStatus status)
    {
        _answers[status.Source] = status;
        AnswerIfComplete();
    }

    private void AnswerIfComplete()
    {
        if (_answers.Count == _expected) Answer();
    }

    private void Answer()
    {
        _node.Tell(new SourcesProtocol.StatusCollected(_asker, _sources.ConvertAll(s => _answers.GetValueOrDefault(s.IfSilent.Source, s.IfSilent))));
        Context.Stop(Self);
    }
}
