using Akka.Actor;
using Akka.Cluster.Membership;
using Akka.Cluster.Store;
using Akka.Event;
using static Akka.Cluster.Daemon.MembershipProtocol;

namespace Akka.Cluster.Daemon;

/// <summary>Keeps this node's row alive, reads the others', and takes the leader's steps if it leads. Child of <see cref="ClusterDaemon"/>; tells
/// <see cref="PublisherActor"/> every view, and its parent when the node is no member any more.</summary>
/// <remarks>One round at a time talks to the database, on a thread of its own. While rounds fail nothing is concluded about anybody.</remarks>
internal sealed class MembershipActor : ReceiveActor, IWithTimers
{
    private readonly UniqueAddress _self;
    private readonly ClusterSettings _settings;
    private readonly IActorRef _publisher;
    private readonly MembershipTable _table;
    private readonly LeaderRules _rules;
    private readonly IScheduler _clock = Context.System.Scheduler;
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private readonly Queue<Wish> _wishes = new();
    private Task _running = Task.CompletedTask;
    private Pulses _pulses;
    private TimeSpan? _lastBeat;
    private bool _isMember;
    private bool _isGoing;
    private bool _isWorking;
    private bool _isAway;

    public MembershipActor(Cluster cluster, MembershipTable table, IActorRef publisher)
    {
        (_self, _settings, _table, _publisher) = (cluster.SelfUniqueAddress, cluster.Settings, table, publisher);
        _pulses = new Pulses(_self, _settings.AcceptableHeartbeatPause);
        _rules = RulesOf(_settings);
        Receive<Join>(_ => OnJoin());
        Receive<Leave>(wish => Want(table => table.Leave(wish.Address)));
        Receive<Down>(wish => Want(table => table.Down(wish.Address)));
        Receive<LeaveSelf>(_ => OnLeaveSelf());
        Receive<TakeAwayRow>(_ => OnTakeAwayRow());
        Receive<Stop>(_ => End(wasDowned: false));
        Receive<Tick>(_ => Work([]));
        Receive<RoundDone>(OnDone);
        Receive<RoundFailed>(OnFailed);
    }

    public ITimerScheduler Timers { get; set; }

    public static Props Props(Cluster cluster, MembershipTable table, IActorRef publisher) =>
        Akka.Actor.Props.Create(() => new MembershipActor(cluster, table, publisher));

    private void OnJoin()
    {
        if (_isMember)
            return;
        _isMember = true;
        Want(table => table.Join(_self, _settings.Roles));
        Timers.StartPeriodicTimer(nameof(Tick), Tick.Instance, _settings.GossipInterval);
    }

    /// <summary>A database that is away is not waited for: the answer says that everything was done that could be.</summary>
    private void OnLeaveSelf()
    {
        var isHopeless = _isAway || !_isMember;
        if (isHopeless)
            Sender.Tell(Done.Instance);
        Want(table => table.Leave(_self.Address), isHopeless ? null : Sender);
    }

    private void OnTakeAwayRow()
    {
        _isGoing = true;
        if (_isAway)
            End(wasDowned: false);
    }

    private void Want(Action<MembershipTable> action, IActorRef asker = null)
    {
        if (!_isMember)
            return;
        _wishes.Enqueue(new Wish(action, asker));
        Work([]);
    }

    private void Work(IReadOnlyList<Transition> steps)
    {
        if (_isWorking)
            return;
        _isWorking = true;
        var round = new Round([.. _wishes], steps, IsBeatDue());
        _running = Task.Run(() => round.Run(_table, _self, _clock)).PipeTo(Self, failure: cause => new RoundFailed(cause));
    }

    private void OnDone(RoundDone done)
    {
        if (_isAway)
            Tell("{0} reaches the database of its cluster again", _self.Address);
        (_isWorking, _isAway) = (false, false);
        foreach (var _ in done.Round.Wishes)
            _wishes.Dequeue();
        foreach (var step in done.Taken)
            Tell("{0} moved {1} from {2} to {3}", _self.Address, step.Row.Node.Address, step.Row.Status, step.To);
        Conclude(done.Reading, mayLead: done.Round.Steps.Count == 0);
        // By way of the publisher: who is answered finds the view that his wish led to.
        foreach (var wish in done.Round.Wishes.Where(wish => wish.Asker is not null))
            _publisher.Tell(new PublisherActor.Answer(wish.Asker));
    }

    /// <param name="mayLead">What a round could not do, the next tick tries again: never round after round without a pause.</param>
    private void Conclude(Reading reading, bool mayLead)
    {
        _pulses = _pulses.After(reading);
        var self = reading.Rows.FirstOrDefault(row => row.Node == _self);
        if (self is null)
        {
            End(wasDowned: !_isGoing);
            return;
        }

        _publisher.Tell(ClusterView.Of(reading.Rows, _pulses));
        if (self.Status == MemberStatus.Down)
        {
            End(wasDowned: true);
            return;
        }

        if (_isGoing && MayTakeAway(self, reading))
            _wishes.Enqueue(new Wish(table => table.Remove(_self), Asker: null));
        var plan = mayLead ? _rules.Plan(reading, _pulses) : [];
        if (plan.Count + _wishes.Count > 0)
            Work(plan);
    }

    /// <summary>The others get time to read that it exits.</summary>
    private bool MayTakeAway(MemberRow self, Reading reading) =>
        self.Status != MemberStatus.Exiting || reading.Rows.Length == 1 || _pulses.SameStatusFor(_self) >= Linger(_settings);

    private void OnFailed(RoundFailed failed)
    {
        if (!_isAway)
            _log.Warning("{0} cannot reach the database of its cluster; what it knew last stays: {1}", _self.Address, failed.Cause.GetBaseException().Message);
        (_isWorking, _isAway, _lastBeat) = (false, true, null);
        foreach (var wish in Enumerable.Range(0, _wishes.Count).Select(_ => _wishes.Dequeue()).ToArray())
        {
            wish.Asker?.Tell(Done.Instance);
            _wishes.Enqueue(wish with { Asker = null });
        }

        if (_isGoing)
            End(wasDowned: false);
    }

    private void End(bool wasDowned)
    {
        if (wasDowned)
            _log.Warning("{0} was downed or removed by others: it is no member of its cluster any more", _self.Address);
        Timers.CancelAll();
        Become(() => ReceiveAny(_ => { }));
        Context.Parent.Tell(new Ended(wasDowned));
    }

    /// <summary>As often as the settings say; a tick that comes a little early is as good.</summary>
    private bool IsBeatDue()
    {
        var now = _clock.MonotonicClock;
        if (now - _lastBeat < _settings.HeartbeatInterval - _settings.GossipInterval / 2)
            return false;
        _lastBeat = now;
        return true;
    }

    private void Tell(string template, params object[] args)
    {
        if (_settings.LogInfo)
            _log.Info(template, args);
    }

    private static LeaderRules RulesOf(ClusterSettings settings) => new(
        settings.MinNrOfMembers,
        settings.MinNrOfMembersOfRole,
        settings.DowningProviderType == typeof(NoDowning) ? null : settings.AcceptableHeartbeatPause + settings.StableAfter,
        Linger(settings));

    /// <summary>For how long a last status stays in the table, so that everybody reads it: it ends with the second reading after the one that saw it.</summary>
    private static TimeSpan Linger(ClusterSettings settings) => 1.5 * settings.GossipInterval;

    /// <summary>A round that runs has the table; it is let go after it.</summary>
    protected override void PostStop() => _ = _running.ContinueWith(_ => _table.Dispose(), CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);

    private sealed record Tick { public static readonly Tick Instance = new(); }
}
