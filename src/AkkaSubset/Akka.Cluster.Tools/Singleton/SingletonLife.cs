using System.Collections.Immutable;
using Akka.Actor;
using static Akka.Cluster.Tools.Singleton.SingletonDeed;
using static Akka.Cluster.Tools.Singleton.SingletonInput;

namespace Akka.Cluster.Tools.Singleton;

/// <summary>Whether a singleton runs on this node, and what leads to that. Pure: each input gives the next life and what is to be done.</summary>
/// <remarks>
/// It starts here only when this node is the oldest and every elder has said that it does not run there, or is removed. Who is asked answers
/// at once unless it runs there; then it is stopped, and the answer comes after its end. A node on its way out never comes back, so whoever is rightly
/// asked never runs the singleton again, whatever it has seen of the members. So two never run, as long as no node is removed that still works: against
/// that stand the margin and, better, a lease.
/// </remarks>
/// <param name="Self">This node in this life.</param>
/// <param name="UsesLease">Whether the singleton runs only under a lease. Then nobody waits for the margin: the lease says more.</param>
internal sealed record SingletonLife(UniqueAddress Self, bool UsesLease)
{
    public ClusterSingletonState State { get; private init; } = ClusterSingletonState.Start;

    private AgeView View { get; init; } = AgeView.Nobody;

    /// <summary>Nodes where it never runs again.</summary>
    private ImmutableHashSet<UniqueAddress> Confirmed { get; init; } = [];

    private ImmutableHashSet<UniqueAddress> Lost { get; init; } = [];

    /// <summary>Who waits for it to end here.</summary>
    private ImmutableHashSet<Address> Waiting { get; init; } = [];

    private bool Running { get; init; }

    /// <summary>Another is the oldest, even if that is not known here from the members yet.</summary>
    private bool Retired { get; init; }

    private bool NodeIsEnding { get; init; }

    private IEnumerable<UniqueAddress> Unconfirmed => View.Elders.Union(Lost).Except(Confirmed);

    public (SingletonLife Next, IReadOnlyList<SingletonDeed> Deeds) On(SingletonInput input) => input switch
    {
        MembersChanged changed => (this with { View = changed.View }).Reconsider(),
        MemberLost lost => UsesLease ? Stay() : (this with { Lost = Lost.Add(lost.Node) }).Stay(new AwaitMargin(lost.Node)),
        MarginPassed passed => (this with { Lost = Lost.Remove(passed.Node) }).Reconsider(),
        HandOverAsked asked => asked.Uid == Self.Uid ? (this with { Retired = true }).GiveWay(asked.From) : Stay(new SayDone(asked.From, asked.Uid)),
        SingletonInput.HandOverDone done => (this with { Confirmed = Confirmed.Add(done.Node) }).Reconsider(),
        SingletonStopped => (this with { Running = false }).AfterStop(),
        LeaseAcquired => State == ClusterSingletonState.AcquiringLease ? Start() : Stay(new ReleaseLease()),
        LeaseRefused => Stay(),
        LeaseReleased => State == ClusterSingletonState.HandingOver ? HandedOver() : Stay(),
        LeaseLost => State == ClusterSingletonState.Oldest ? Stop(ClusterSingletonState.Stopping) : Stay(),
        RetryDue => Retry(),
        NodeEnds => (this with { NodeIsEnding = true }).Reconsider(),
        _ => throw new NotSupportedException($"A singleton's life does not know {input.GetType().Name}."),
    };

    private bool ShouldRun => View.IsOldest && !Retired && !NodeIsEnding;

    private (SingletonLife, IReadOnlyList<SingletonDeed>) Reconsider() => State switch
    {
        ClusterSingletonState.Start or ClusterSingletonState.Younger when ShouldRun =>
            (this with { State = ClusterSingletonState.BecomingOldest }).BecomeOldest(asking: true),
        ClusterSingletonState.BecomingOldest when ShouldRun => BecomeOldest(asking: false),
        ClusterSingletonState.AcquiringLease when !ShouldRun => (this with { State = ClusterSingletonState.HandingOver }).Stay(new ReleaseLease()),
        ClusterSingletonState.Oldest or ClusterSingletonState.Stopping when !ShouldRun => Stop(ClusterSingletonState.HandingOver),
        ClusterSingletonState.Start or ClusterSingletonState.Younger or ClusterSingletonState.BecomingOldest => Rest(),
        _ => Stay(),
    };

    private (SingletonLife, IReadOnlyList<SingletonDeed>) BecomeOldest(bool asking)
    {
        var unconfirmed = Unconfirmed.ToArray();
        if (unconfirmed.Length > 0) return asking ? Retry() : Stay();
        return UsesLease ? (this with { State = ClusterSingletonState.AcquiringLease }).Stay(new AcquireLease()) : Start();
    }

    private (SingletonLife, IReadOnlyList<SingletonDeed>) Start() =>
        (this with { State = ClusterSingletonState.Oldest, Running = true }).Stay(new StartSingleton());

    private (SingletonLife, IReadOnlyList<SingletonDeed>) Stop(ClusterSingletonState why)
    {
        var stopping = this with { State = why };
        if (!Running) return stopping.AfterStop();
        return State == ClusterSingletonState.Stopping ? stopping.Stay() : stopping.Stay(new StopSingleton());
    }

    private (SingletonLife, IReadOnlyList<SingletonDeed>) AfterStop() => State switch
    {
        ClusterSingletonState.Stopping => (this with { State = ClusterSingletonState.AcquiringLease }).Stay(new AcquireLease()),
        ClusterSingletonState.HandingOver when UsesLease => Stay(new ReleaseLease()),
        ClusterSingletonState.HandingOver => HandedOver(),
        _ => Stay(), // it ended by itself, and stays ended as long as this node is the oldest
    };

    private (SingletonLife, IReadOnlyList<SingletonDeed>) HandedOver()
    {
        var (next, deeds) = (this with { Waiting = [] }).Rest();
        return (next, [.. Waiting.Select(node => new SayDone(node, Self.Uid)), .. deeds]);
    }

    private (SingletonLife, IReadOnlyList<SingletonDeed>) GiveWay(Address asker)
    {
        var giving = this with { Waiting = Waiting.Add(asker) };
        var (next, deeds) = State switch
        {
            ClusterSingletonState.Oldest or ClusterSingletonState.Stopping => giving.Stop(ClusterSingletonState.HandingOver),
            ClusterSingletonState.AcquiringLease => (giving with { State = ClusterSingletonState.HandingOver }).Stay(new ReleaseLease()),
            ClusterSingletonState.HandingOver => giving.Stay(),
            _ => giving.HandedOver(),
        };
        return next.Waiting.IsEmpty ? (next, deeds) : (next, [new SayInProgress(asker), .. deeds]);
    }

    private (SingletonLife, IReadOnlyList<SingletonDeed>) Retry() => State switch
    {
        ClusterSingletonState.BecomingOldest => Stay([.. View.Elders.Except(Confirmed).Order().Select(node => new AskToHandOver(node))]),
        ClusterSingletonState.AcquiringLease => Stay(new AcquireLease()),
        _ => Stay(),
    };

    /// <summary>Runs nothing and wants to run nothing, until the members change.</summary>
    private (SingletonLife, IReadOnlyList<SingletonDeed>) Rest() => NodeIsEnding
        ? (this with { State = ClusterSingletonState.End }).Stay(new SayEnded())
        : (this with { State = ClusterSingletonState.Younger }).Stay();

    private (SingletonLife, IReadOnlyList<SingletonDeed>) Stay(params SingletonDeed[] deeds) => (this, deeds);
}
