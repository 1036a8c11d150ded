using System.Collections.Immutable;
using ActorBackup.Core.Ownership;
using ActorBackup.Core.Sources;
using Akka.Actor;
using Akka.Event;

namespace ActorBackup.Actors.Ownership;

/// <summary>Looking at the table, and doing what follows from it.</summary>
public sealed partial class OwnershipActor
{
    /// <summary>Readings that follow one another at once because each left something to do; then the next look is waited for.</summary>
    private const int MostInARow = 4;

    private readonly HashSet<string> _twins = [];
    private OwnershipView _view = OwnershipView.Empty;
    private ImmutableHashSet<string> _owners = [];
    private ImmutableDictionary<string, Holding> _held = ImmutableDictionary<string, Holding>.Empty;
    private ImmutableDictionary<string, SourceRow> _toFree = ImmutableDictionary<string, SourceRow>.Empty;
    private ImmutableDictionary<string, long> _toRaise = ImmutableDictionary<string, long>.Empty;
    private ImmutableList<OwnershipStep.Take> _toTake = [];
    private ImmutableList<NodeRow> _toFence = [];
    private ImmutableSortedDictionary<string, string>? _local;
    private ImmutableSortedDictionary<string, string>? _toPublish;
    private ImmutableHashSet<string> _silent = [];
    private bool _isUndeclared;
    private bool _isWorking;
    private bool _actsAgain;
    private int _inARow;
    private TimeSpan? _readAt;
    private string? _failure;

    /// <summary>Begins a round of work; one at a time.</summary>
    private void Act()
    {
        if (_hasLeft) return;
        _actsAgain = _isWorking;
        if (_isWorking) return;
        _isWorking = true;
        var work = new OwnershipWork(_face.Node, _tenure?.Incarnation, _readAt is null ? null : _view.Generation)
        {
            Fences = _toFence,
            Declare = _isUndeclared && _tenure is not null ? (_shared!, Standing) : null,
            Frees = [.. _toFree.Values],
            Raises = _toRaise,
            Takes = [.. _toTake.Select(take => take.Seen)],
            Local = _toPublish,
        };
        Task.Run(() => work.RunAsync(_table, _stop.Token)).PipeTo(Self, Self);
    }

    private void WorkEnded(OwnershipWork.Done done)
    {
        _isWorking = false;
        foreach (var node in done.Fenced)
            _log.Warning("node {Node} is taken for dead, its sources are free: its heartbeat stood still", node.Face.Node);
        if (done.Work.Incarnation is not null && done.Work.Incarnation == _tenure?.Incarnation) TakeOver(done);
        if (done.Work.Local is not null && done.Reading is not null && _toPublish == done.Work.Local) _toPublish = null;
        (_toTake, _toFence) = ([], []);
        Say(done.Failure);
        if (done.Reading is not null) See(done.Reading);
        AnswerLeases(done);
        GoOn(done);
    }

    /// <summary>What the round has changed of this incarnation's things.</summary>
    private void TakeOver(OwnershipWork.Done done)
    {
        if (done.HasFreed)
        {
            _toFree = _toFree.RemoveRange(done.Work.Frees.Select(row => row.Source));
            TellFreed(done.Work.Frees);
            if (done.Work.Declare == (_shared!, Standing)) _isUndeclared = false;
        }

        foreach (var (source, epoch) in done.Raised) RaisedTo(source, epoch);
        if (done.Reading is not null) _toRaise = _toRaise.RemoveRange(done.Work.Raises.Keys);
        if (done.Taken is not { Sources.IsEmpty: false } taken) return;
        foreach (var row in taken.Sources.Where(row => !IsSource(row.Source))) GrantLease(row, taken.Generation);
        var whys = _toTake.ToDictionary(take => take.Seen.Source, take => take.Why);
        foreach (var rows in taken.Sources.Where(row => IsSource(row.Source)).GroupBy(row => whys.GetValueOrDefault(row.Source, "nobody runs it")))
            Grant([.. rows], rows.Key, taken.Generation);
    }

    private void See(TableReading reading)
    {
        var now = Now;
        if (_readAt is not null) TellOfMembers(reading.Nodes);
        if (reading.Sources is not null) _owners = [.. reading.Sources.Values.Select(row => row.Owner).OfType<string>()];
        _view = _view with
        {
            Generation = reading.Generation,
            Formerly = reading.Sources is null ? _view.Formerly : Formerly(reading.Sources),
            Nodes = reading.Nodes,
            Sources = reading.Sources ?? _view.Sources,
            Seen = _view.Seen.See(reading.Nodes, _owners, now),
        };
        _readAt = now;
        foreach (var (source, held) in _held)
            if (_view.Sources.GetValueOrDefault(source) is { } row && row.Owner == _tenure?.Incarnation && row.Epoch > held.Epoch) RaisedTo(source, row.Epoch);
        TellOfSilence(now);
        if (UnlikeBeforeUs() is { } other) LeaveTo(other);
        Decide();
    }

    /// <summary>What the policy says to do next: part is done at once, the rest in the next round.</summary>
    private void Decide()
    {
        var (now, me) = (Now, _tenure?.Incarnation);
        var view = _view with
        {
            Self = me,
            Held = _held,
            Freeing = _toFree.ToImmutableDictionary(row => row.Key, row => row.Value.Epoch),
            Nodes = [.. _view.Nodes.Select(row => row.Incarnation == me ? row with { Shared = _shared!, Standing = StandingOf(row) } : row)],
        };
        var steps = _policy.Next(view, now);
        _toFence = [.. steps.OfType<OwnershipStep.Fence>().Select(step => step.Node)];
        _toTake = [.. steps.OfType<OwnershipStep.Take>()];
        foreach (var rows in steps.OfType<OwnershipStep.Adopt>().GroupBy(step => step.Why, step => step.Row))
            Grant([.. rows], rows.Key, _view.Generation);
        foreach (var sources in steps.OfType<OwnershipStep.Release>().GroupBy(step => step.Why, step => step.Source)) GiveBack([.. sources], sources.Key);
        if (steps.OfType<OwnershipStep.LoseAll>().FirstOrDefault() is { } loss) Lose(loss.Why);
        if (_policy.NextDue(view, now) is { } due && due < _times.LookEvery) _due.Set(due);
    }

    private void GoOn(OwnershipWork.Done done)
    {
        LeaveWhenNothingIsLeft();
        var isMore = !_toFence.IsEmpty || !_toTake.IsEmpty || !_toFree.IsEmpty || !_toRaise.IsEmpty || _toPublish is not null || _isUndeclared;
        _inARow = isMore && done.Failure is null ? _inARow + 1 : 0;
        if (_actsAgain || (isMore && done.Failure is null && _inARow < MostInARow)) Act();
        else _inARow = 0;
    }

    private void Grant(ImmutableList<SourceRow> rows, string why, long generation)
    {
        if (_tenure is not { Holds: true } tenure || _isLeaving) return;
        _log.Info("took {Count} shared sources ({Sources:l}): {Reason}", rows.Count, Names(rows.Select(row => row.Source)), why);
        foreach (var row in rows)
        {
            _held = _held.SetItem(row.Source, new Holding(row.Epoch, generation, IsReleasing: false));
            Context.Parent.Tell(new OwnershipProtocol.Granted(SourceId.Parse(row.Source), tenure.Claim(row.Source, row.Epoch)));
        }
    }

    private void GiveBack(ImmutableList<string> sources, string why)
    {
        _log.Info("giving back {Count} shared sources ({Sources:l}): {Reason}", sources.Count, Names(sources), why);
        foreach (var source in sources)
        {
            _held = _held.SetItem(source, _held[source] with { IsReleasing = true });
            Context.Parent.Tell(new OwnershipProtocol.Release(SourceId.Parse(source)));
        }
    }

    private void Released(OwnershipProtocol.Released message)
    {
        // An answer to a release before the last loss, or of an epoch before this one, says nothing about what is held now.
        if (_held.GetValueOrDefault(message.Source.Name) is not { IsReleasing: true }) return;
        SetFree(message.Source.Name);
        Act();
    }

    private void SetFree(string name)
    {
        if (_tenure is null || !_held.TryGetValue(name, out var held)) return;
        _tenure.End(name);
        _held = _held.Remove(name);
        _toRaise = _toRaise.Remove(name);
        _toFree = _toFree.SetItem(name, new SourceRow(name, _tenure.Incarnation, held.Epoch));
    }

    private void Raise(string source, long epoch)
    {
        if (_held.GetValueOrDefault(source) is not { } held || held.Epoch >= epoch) return;
        _toRaise = _toRaise.SetItem(source, Math.Max(epoch, _toRaise.GetValueOrDefault(source)));
        Act();
    }

    private void RaisedTo(string source, long epoch)
    {
        if (_held.GetValueOrDefault(source) is not { } held) return;
        _held = _held.SetItem(source, held with { Epoch = Math.Max(held.Epoch, epoch) });
        _tenure?.Raise(source, epoch);
    }

    private void ForgetHoldings()
    {
        _held = _held.Clear();
        (_toFree, _toRaise, _toTake) = (_toFree.Clear(), _toRaise.Clear(), []);
    }

    private NodeStanding Standing => _isLeaving ? NodeStanding.Leaving : NodeStanding.Up;

    private NodeStanding StandingOf(NodeRow row) => row.Standing == NodeStanding.Down ? NodeStanding.Down : Standing;

    private ImmutableDictionary<string, NodeRow> Formerly(ImmutableDictionary<string, SourceRow> sources)
    {
        var nodes = _view.Nodes.ToDictionary(row => row.Incarnation);
        var formerly = ImmutableDictionary.CreateBuilder<string, NodeRow>();
        foreach (var row in sources.Values.Where(row => row.Owner is null))
        {
            var before = _view.Sources.GetValueOrDefault(row.Source)?.Owner is { } owner ? nodes.GetValueOrDefault(owner) : _view.Formerly.GetValueOrDefault(row.Source);
            if (before is not null) formerly[row.Source] = before;
        }

        return formerly.ToImmutable();
    }

    /// <summary>Two nodes may have joined at the same moment: the later one goes.</summary>
    private NodeRow? UnlikeBeforeUs() => _view.Node(_tenure?.Incarnation) is { } self
        ? _view.Nodes.Find(row => _face.Unlike(row.Face) is not null && row.Joined < self.Joined)
        : null;

    private void LeaveTo(NodeRow other)
    {
        Lose($"{_face.Unlike(other.Face)}; that one was there before");
        _join.Set(TryUnlikeEvery);
    }

    private void TellOfMembers(ImmutableList<NodeRow> nodes)
    {
        foreach (var twin in nodes.Where(IsLivingTwin).Where(row => _twins.Add(row.Incarnation)))
            _log.Warning(
                "another node {Node} is in the cluster, at {Address}: one is taken for the other in listings and placement. Give one another node.name and data folder",
                twin.Face.Node, twin.Face.Akka);
        foreach (var row in nodes.Where(row => _view.Node(row.Incarnation) is null && row.Incarnation != _tenure?.Incarnation))
            _log.Info("node {Node} has joined", row.Face.Node);
        foreach (var row in _view.Nodes.Where(row => row.Face.Node != _face.Node && !nodes.Exists(other => other.Incarnation == row.Incarnation)))
            _log.Info("node {Node} is gone: {Reason}", row.Face.Node, row.Standing switch
            {
                NodeStanding.Leaving => "it has left",
                NodeStanding.Down => "it was put out",
                _ => "it was taken for dead, or comes back as another incarnation",
            });
    }

    /// <summary>What this node was before it started again is no twin: its heartbeats have ended.</summary>
    private bool IsLivingTwin(NodeRow row) => row.Face.Node == _face.Node && row.Face.Akka != _face.Akka && _view.Node(row.Incarnation)?.Version < row.Version;

    private void TellOfSilence(TimeSpan now)
    {
        var silent = _view.Nodes.Where(row => row.Incarnation != _tenure?.Incarnation && _view.Seen.Silent(row.Incarnation, now) >= _times.FreshFor).ToList();
        foreach (var row in silent.Where(row => !_silent.Contains(row.Incarnation)))
            _log.Info("node {Node} is silent for {Seconds} s; it is taken for dead after {Limit} s",
                row.Face.Node, Math.Round(_view.Seen.Silent(row.Incarnation, now).TotalSeconds, 1), _times.DeadAfter.TotalSeconds);
        _silent = [.. silent.Select(row => row.Incarnation)];
    }

    private void Say(Exception? failure)
    {
        if (failure is not null && _failure is null) _log.Warning("the shared database does not answer: {Reason}", failure.Message);
        if (failure is null && _failure is not null) _log.Info("the shared database answers again");
        _failure = failure?.Message;
    }

    private static string Names(IEnumerable<string> sources)
    {
        var names = sources.Order(StringComparer.Ordinal).ToList();
        return names.Count <= 8 ? string.Join(", ", names) : $"{string.Join(", ", names.Take(8))} and {names.Count - 8} more";
    }
}
