using System.Collections.Immutable;
using ActorBackup.Core.Protocols;
using ActorBackup.Core.Settings;
using ActorBackup.Core.Sources;
using ActorBackup.Core.Triggers;
using Akka.Actor;

namespace ActorBackup.Actors.Sources;

internal sealed partial class SourcesActor
{
    private readonly Dictionary<SourceId, string?> _settled = [];
    private ImmutableList<IActorRef> _awaitingReady = [];
    private ImmutableList<IActorRef> _drainers = [];
    private ImmutableHashSet<SourceId> _draining = [];

    private void Reconciled(SourceActor.Reconciled message) => Settle(message.Source, message.Locked);

    private void Settle(SourceId source, string? locked)
    {
        if (locked is not null || !_settled.ContainsKey(source)) _settled[source] = locked;
        else _settled[source] = null;
        if (_draining.Contains(source)) Drained(new SourceActor.Drained(source));
        AnswerIfReady();
    }

    private void AwaitReady()
    {
        _awaitingReady = _awaitingReady.Add(Sender);
        AnswerIfReady();
    }

    private void AnswerIfReady()
    {
        if (_awaitingReady.IsEmpty || _configured is null || Globs.Any(g => !_scanned.ContainsKey(g.Id)) || _running.Values.Any(s => !_settled.ContainsKey(s.Id))) return;
        var ready = new NodeProtocol.Ready([.. _sources.Select(s => (s.Id, Locked: _settled.GetValueOrDefault(s.Id))).Where(s => s.Locked is not null).Select(s => $"{s.Id}: {s.Locked}")]);
        foreach (var asker in _awaitingReady) asker.Tell(ready);
        _awaitingReady = [];
    }

    private ImmutableList<SourceSettings> Named(string? source) =>
        source is null ? _sources : _sources.FindAll(s => s.Id.Value == source || s.Id.Name == source);

    private void GetSources(NodeProtocol.GetSources query) => Sender.Tell(new NodeProtocol.SourceList([.. Named(query.Source).Select(s => s.Id)]));

    private void CollectStatus(SourcesProtocol.CollectStatus message)
    {
        var meant = Named(message.Query.Source).Where(s => _running.ContainsKey(s.Id.Key) && (s.Shared is null || !message.Query.LocalOnly));
        ImmutableList<(SourceStatus, IActorRef)> asked = [.. meant.Select(s => (Silent(s), Context.Child(s.Id.Key)))];
        Context.ActorOf(StatusCollector.Props(asked, Sender, message.Asker));
    }

    /// <summary>What can be said of a source that does not answer.</summary>
    private SourceStatus Silent(SourceSettings settings)
    {
        var restarting = _revival.DueAt(settings.Id.Key);
        var reason = restarting is { } at ? $"starts again at {at:HH:mm:ss}Z after a failure" : "does not answer";
        var level = _revival.IsAtCap(settings.Id.Key) ? VerdictLevel.Bad : VerdictLevel.Warn;
        var part = new PartStatus("source", PartState.Restarting, null, null, restarting, reason);
        return new SourceStatus(
            settings.Id, "file", settings.Path, _parts.Node, SourceState.Failed, "off", null, null, TimeSpan.Zero, null, null, null, null, null, null, null,
            new Core.Protocols.Verdicts(new Verdict(level, reason), new Verdict(VerdictLevel.Warn, "not known now"), new Verdict(VerdictLevel.Ok, "nothing to judge by")),
            [part], [.. settings.Stores.Select(use => new StoreStatus(use.Store, StoreState.Away, 0, "not known now"))], $"restart {settings.Id}");
    }

    private void SnapshotAll()
    {
        var now = _parts.Time.GetUtcNow();
        foreach (var source in _running.Values)
            PassOn(new SourceProtocol.TakeSnapshot(source.Id, new Trigger(new TriggerId($"everything:{now.UtcTicks}"), TriggerKind.Manual, now)));
    }

    private void DrainAll()
    {
        _drainers = _drainers.Add(Sender);
        _draining = [.. _running.Values.Where(s => s.Shared is null && !Context.Child(s.Id.Key).IsNobody()).Select(s => s.Id)];
        foreach (var source in _draining) Context.Child(source.Key).Tell(new SourceActor.Drain());
        AnswerIfDrained();
    }

    private void Drained(SourceActor.Drained message)
    {
        if (_leaving.ContainsKey(message.Source.Name) && _running.GetValueOrDefault(message.Source.Key) is { Shared: not null } handedOver) Leave(handedOver);
        _draining = _draining.Remove(message.Source);
        AnswerIfDrained();
    }

    private void AnswerIfDrained()
    {
        if (!_draining.IsEmpty) return;
        foreach (var asker in _drainers) asker.Tell(new NodeProtocol.Drained());
        _drainers = [];
    }
}
