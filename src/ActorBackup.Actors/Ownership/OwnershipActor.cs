using System.Collections.Immutable;
using ActorBackup.Actors.Supervision;
using ActorBackup.Core.Ownership;
using Akka.Actor;
using Akka.Event;

namespace ActorBackup.Actors.Ownership;

/// <summary>Keeps this node's place among the nodes of the shared database, and says which shared sources it may run.</summary>
/// <remarks>Child of the node, named <c>ownership</c>; speaks <see cref="OwnershipProtocol"/>. What to do next is <see cref="OwnershipPolicy"/>'s to
/// say; claims end by their <see cref="Tenure"/>, whether or not this actor gets to run. All calls to the database run off the actor's thread.</remarks>
public sealed partial class OwnershipActor : ReceiveActor
{
    private static readonly TimeSpan TryUnlikeEvery = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LeaveWithin = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan RetryPause = TimeSpan.FromMilliseconds(200);

    private readonly NodeFace _face;
    private readonly IOwnershipTable _table;
    private readonly TimeProvider _time;
    private readonly long _started;
    private readonly OwnershipTimes _times = OwnershipTimes.Default;
    private readonly OwnershipPolicy _policy;
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private readonly CancellationTokenSource _stop = new();
    private readonly Alarm _beat;
    private readonly Alarm _look;
    private readonly Alarm _due;
    private readonly Alarm _join;
    private readonly IActorRef _self;
    private ImmutableSortedDictionary<string, string?>? _shared;
    private Tenure? _tenure;
    private ImmutableList<string> _former = [];
    private string? _notJoinedBecause;
    private bool _isJoining;
    private bool _isBeating;
    private bool _isLeaving;
    private bool _hasLeft;
    private ImmutableList<IActorRef> _leaveAskers = [];

    /// <param name="face">Who this node is to the others.</param>
    /// <param name="open">Opens the shared table; the actor disposes it.</param>
    /// <param name="bootTime">Only its time stamps and timers are used.</param>
    public static Props Props(NodeFace face, Func<IOwnershipTable> open, TimeProvider bootTime) =>
        Akka.Actor.Props.Create(() => new OwnershipActor(face, open, bootTime));

    public OwnershipActor(NodeFace face, Func<IOwnershipTable> open, TimeProvider bootTime)
    {
        (_face, _table, _time, _started, _self) = (face, open(), bootTime, bootTime.GetTimestamp(), Self);
        _policy = new OwnershipPolicy(_times, Placement.Remembering());
        Alarm On(Tick tick) => new(Context.System.Scheduler, Self, tick);
        (_beat, _look, _due, _join) = (On(Tick.Beat), On(Tick.Look), On(Tick.Due), On(Tick.Join));

        Receive<OwnershipProtocol.Configure>(Configure);
        Receive<Tick>(Ring);
        Receive<JoinEnded>(Joined);
        Receive<BeatEnded>(Beaten);
        Receive<Expired>(expired => { if (expired.Incarnation == _tenure?.Incarnation) Lose($"no heartbeat got through for {_times.Ttl.TotalSeconds:0} s"); });
        Receive<OwnershipWork.Done>(WorkEnded);
        Receive<OwnershipProtocol.Released>(Released);
        Receive<OwnershipProtocol.RaiseEpoch>(message => Raise(message.Source.Name, message.Epoch));
        Receive<OwnershipProtocol.Leave>(_ => Leave());
        Receive<LeaveEnded>(ended => Left(ended.Failure));
        Receive<OwnershipProtocol.Down>(Down);
        Receive<OwnershipProtocol.GetOwner>(query => Sender.Tell(OwnerOf(query.Source)));
        Receive<OwnershipProtocol.GetMembers>(_ => Sender.Tell(Members()));
        Receive<OwnershipProtocol.PublishLocal>(Publish);
        Receive<OwnershipProtocol.GetLocal>(_ => ReadLocal().PipeTo(Sender));
        Receive<LeaseProtocol.Acquire>(AcquireLease);
        Receive<LeaseProtocol.Release>(ReleaseLease);
    }

    protected override void PreStart() => OwnershipAccess.Of(Context.System).Actor = Self;

    protected override void PostStop()
    {
        foreach (var alarm in new[] { _beat, _look, _due, _join }) alarm.Cancel();
        OwnershipAccess.Of(Context.System).Forget(Self);
        _stop.Cancel();
        if (_tenure is not null) EndTenure("the part of this node that keeps ownership has stopped");
        _ = _table.DisposeAsync().AsTask();
    }

    /// <summary>A clock that nobody sets and that goes on in suspend.</summary>
    private TimeSpan Now => _time.GetElapsedTime(_started);

    private void Configure(OwnershipProtocol.Configure message)
    {
        var shared = message.Sources.ToImmutableSortedDictionary(source => source.Id.Name, source => source.Role, StringComparer.Ordinal);
        var isFirst = _shared is null;
        _isUndeclared |= !isFirst && !shared.SequenceEqual(_shared!);
        _shared = shared;
        if (isFirst)
        {
            _beat.Set(_times.BeatEvery);
            _look.Set(TimeSpan.Zero);
            Join();
        }
        else if (_isUndeclared) Act();
    }

    private void Ring(Tick tick)
    {
        if (tick == Tick.Beat)
        {
            _beat.Set(_times.BeatEvery);
            Beat();
        }
        else if (tick == Tick.Look)
        {
            _look.Set(_times.LookEvery);
            Act();
        }
        else if (tick == Tick.Due) Act();
        else if (tick == Tick.Join) Join();
        else if (_isLeaving && !_hasLeft) Left("sources did not stop in time");
    }

    private void Join()
    {
        if (_isJoining || _isLeaving || _tenure is not null) return;
        _isJoining = true;
        var (incarnation, sentAt, wasSent) = ($"{_face.Node}.{Guid.NewGuid().ToString("N")[..16]}", 0L, false);
        var (former, shared, time) = (_former, _shared!, _time);
        Task.Run(async () =>
        {
            var token = await _table.NodeTokenAsync(_stop.Token);
            (sentAt, wasSent) = (time.GetTimestamp(), true);
            return new JoinEnded(incarnation, sentAt, wasSent, shared, token, await _table.JoinAsync(incarnation, _face, shared, former, _stop.Token), null);
        }).PipeTo(Self, Self, ended => ended, failure => new JoinEnded(incarnation, sentAt, wasSent, shared, null, null, Innermost(failure)));
    }

    private void Joined(JoinEnded ended)
    {
        _isJoining = false;
        if (ended.Answer?.Unlike is { } other) CannotJoin(_face.Unlike(other.Face) ?? $"node {other.Face.Node} is not like this one", TryUnlikeEvery);
        else if (ended.Token is null)
        {
            if (ended.WasSent) _former = _former.Add(ended.Incarnation);   // it may be in all the same
            CannotJoin($"the shared database cannot be used: {ended.Failure!.Message}", _times.BeatEvery);
        }
        else
        {
            (_tenure, _former, _notJoinedBecause) = (new Tenure(ended.Incarnation, _time, _times, ended.SentAt, tenure => _self.Tell(new Expired(tenure.Incarnation))), [], null);
            _isUndeclared = _isLeaving || ended.Shared != _shared;
            _log.Info("joined the cluster as {Incarnation}", ended.Incarnation);
            Context.Parent.Tell(new OwnershipProtocol.Joined(ended.Incarnation, ended.Token));
            _toPublish = _local;
            Beat();
            if (_isLeaving) Release();
            Act();
        }
    }

    private void CannotJoin(string why, TimeSpan again)
    {
        if (_isLeaving) Left(null);
        if (_notJoinedBecause != why)
        {
            _log.Warning("not in the cluster, local sources go on: {Reason}", why);
            Context.Parent.Tell(new OwnershipProtocol.NotJoined(why));
        }

        _notJoinedBecause = why;
        _join.Set(again);
    }

    private void Beat()
    {
        if (_isBeating || _tenure is not { Incarnation: var incarnation }) return;
        _isBeating = true;
        var sentAt = _time.GetTimestamp();
        Task.Run(() => _table.BeatAsync(incarnation, _stop.Token))
            .PipeTo(Self, Self, hit => new BeatEnded(incarnation, sentAt, hit, null), failure => new BeatEnded(incarnation, sentAt, false, Innermost(failure)));
    }

    private void Beaten(BeatEnded beat)
    {
        _isBeating = false;
        if (beat.Incarnation != _tenure?.Incarnation) Beat();
        else if (beat.Failure is not null) BeatAgain(beat);
        else if (!beat.Hit) Lose("the others took this node for dead, or somebody put it out");
        else if (!_tenure.Renew(beat.SentAt)) Lose($"no heartbeat got through for {_times.Ttl.TotalSeconds:0} s");
    }

    /// <summary>At once, on a fresh connection; a database that refuses at once is asked a few times a second.</summary>
    private void BeatAgain(BeatEnded beat)
    {
        if (!_tenure!.Holds) return;    // its timer tells
        if (_time.GetElapsedTime(beat.SentAt) >= RetryPause) Beat();
        else _beat.Set(RetryPause);
    }

    private void Lose(string reason)
    {
        if (_tenure is null) return;
        _log.Warning("lost the right to {Count} shared sources: {Reason}", _held.Keys.Count(IsSource), reason);
        EndTenure(reason);
        if (_isLeaving) Left(null);
        else _join.Set(TimeSpan.Zero);
    }

    private void EndTenure(string reason)
    {
        _tenure!.Dispose();
        _former = _former.Add(_tenure.Incarnation);
        _tenure = null;
        Context.Parent.Tell(new OwnershipProtocol.AllLost(reason));
        LoseLeases(reason);
        ForgetHoldings();
    }

    /// <summary>What this node still runs is stopped and set free; last its row is deleted.</summary>
    private void Leave()
    {
        if (_hasLeft || _shared is null)
        {
            Sender.Tell(new OwnershipProtocol.Left());
            return;
        }

        _leaveAskers = _leaveAskers.Add(Sender);
        if (_isLeaving) return;
        (_isLeaving, _isUndeclared) = (true, true);
        new Alarm(Context.System.Scheduler, Self, Tick.LeaveOver).Set(LeaveWithin);
        if (_tenure is not null) Release();
        else if (!_isJoining) Left(null);
    }

    private void Release()
    {
        Decide();
        Act();
        LeaveWhenNothingIsLeft();
    }

    private void LeaveWhenNothingIsLeft()
    {
        if (!_isLeaving || _hasLeft || _tenure is not { Incarnation: var incarnation } || _isWorking || !_toFree.IsEmpty || _held.Keys.Any(IsSource)) return;
        _isWorking = true;  // nothing more is begun
        EndTenure("this node leaves the cluster");
        Task.Run(() => _table.LeaveAsync(incarnation, _stop.Token)).PipeTo(Self, Self, () => new LeaveEnded(null), failure => new LeaveEnded(Innermost(failure).Message));
    }

    private void Left(string? failure)
    {
        if (_hasLeft) return;
        _hasLeft = true;
        if (failure is null) _log.Info("left the cluster");
        else _log.Warning("left the cluster, and the others will see it late: {Reason}", failure);
        if (_tenure is not null) EndTenure("this node leaves the cluster");
        foreach (var alarm in new[] { _beat, _join }) alarm.Cancel();
        foreach (var asker in _leaveAskers) asker.Tell(new OwnershipProtocol.Left());
    }

    private static Exception Innermost(Exception failure) => failure is AggregateException { InnerException: { } inner } ? Innermost(inner) : failure;

    private static bool IsSource(string name) => !name.StartsWith(OwnershipPolicy.LeasePrefix, StringComparison.Ordinal);

    private enum Tick { Beat, Look, Due, Join, LeaveOver }

    private sealed record JoinEnded(
        string Incarnation, long SentAt, bool WasSent, ImmutableSortedDictionary<string, string?> Shared, string? Token, JoinAnswer? Answer, Exception? Failure);

    private sealed record BeatEnded(string Incarnation, long SentAt, bool Hit, Exception? Failure);

    private sealed record Expired(string Incarnation);

    private sealed record LeaveEnded(string? Failure);
}
