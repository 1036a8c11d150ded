using Akka.Cluster.Tests.Support;

namespace Akka.Cluster.Tests;

public sealed class SubscriptionTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly SqliteFile _database = new();
    private readonly Node _node;

    public SubscriptionTests() => _node = new Node(_database);

    [Fact]
    public void Gives_a_new_subscriber_the_present_state_first()
    {
        _node.Joined();
        var subscriber = _node.Probe();

        _node.Cluster.Subscribe(subscriber, typeof(ClusterEvent.IMemberEvent));

        var state = subscriber.ExpectMsg<ClusterEvent.CurrentClusterState>(Patience);
        Assert.Equal(_node.Cluster.SelfMember, Assert.Single(state.Members));
        Assert.Equal(_node.Address, state.Leader);
    }

    [Fact]
    public void Gives_a_new_subscriber_the_present_state_as_events()
    {
        _node.Joined();
        var subscriber = _node.Probe();

        _node.Cluster.Subscribe(subscriber, ClusterEvent.InitialStateAsEvents, typeof(ClusterEvent.MemberUp), typeof(ClusterEvent.LeaderChanged));

        Assert.Equal(_node.Cluster.SelfMember, subscriber.ExpectMsg<ClusterEvent.MemberUp>(Patience).Member);
        Assert.Equal(_node.Address, subscriber.ExpectMsg<ClusterEvent.LeaderChanged>(Patience).Leader);
    }

    [Fact]
    public void Tells_a_subscriber_the_kinds_it_named_only()
    {
        var subscriber = _node.Probe();
        _node.Cluster.Subscribe(subscriber, ClusterEvent.InitialStateAsEvents, typeof(ClusterEvent.MemberUp), typeof(ClusterEvent.RoleLeaderChanged));

        _node.Joined();

        subscriber.ExpectMsg<ClusterEvent.MemberUp>(Patience);
        _node.Cluster.SendCurrentClusterState(subscriber);
        subscriber.ExpectMsg<ClusterEvent.CurrentClusterState>(Patience);
    }

    [Fact]
    public void Tells_nothing_more_to_one_that_unsubscribed()
    {
        var (former, other) = (_node.Probe(), _node.Probe());
        _node.Cluster.Subscribe(former, ClusterEvent.InitialStateAsEvents, typeof(ClusterEvent.IClusterDomainEvent));
        _node.Cluster.Subscribe(other, ClusterEvent.InitialStateAsEvents, typeof(ClusterEvent.MemberUp));
        _node.Cluster.Unsubscribe(former);

        _node.Joined();
        other.ExpectMsg<ClusterEvent.MemberUp>(Patience);

        Assert.False(former.HasMessages);
    }

    [Fact]
    public void Keeps_the_other_kinds_of_one_that_unsubscribed_from_one()
    {
        var subscriber = _node.Probe();
        _node.Cluster.Subscribe(subscriber, ClusterEvent.InitialStateAsEvents, typeof(ClusterEvent.MemberJoined), typeof(ClusterEvent.MemberUp));
        _node.Cluster.Unsubscribe(subscriber, typeof(ClusterEvent.MemberJoined));

        _node.Joined();

        subscriber.ExpectMsg<ClusterEvent.MemberUp>(Patience);
    }

    [Fact]
    public async Task Says_last_that_the_node_itself_is_removed()
    {
        _node.Joined();
        var subscriber = _node.Probe();
        _node.Cluster.Subscribe(subscriber, ClusterEvent.InitialStateAsEvents, typeof(ClusterEvent.ClusterShuttingDown), typeof(ClusterEvent.MemberRemoved));
        var self = _node.Cluster.SelfMember;

        _node.Cluster.Leave(_node.Address);

        await _node.Cluster.LeaveAsync();
        subscriber.ExpectMsg<ClusterEvent.ClusterShuttingDown>(Patience);
        Assert.Equal(self, subscriber.ExpectMsg<ClusterEvent.MemberRemoved>(Patience).Member);
        await _node.Ended();
    }

    [Fact]
    public async Task Runs_code_when_the_node_is_up_and_when_it_is_removed()
    {
        var (up, removed) = (new TaskCompletionSource(), new TaskCompletionSource());
        _node.Cluster.RegisterOnMemberUp(up.SetResult);
        _node.Cluster.RegisterOnMemberRemoved(removed.SetResult);

        _node.Joined();
        await up.Task.WaitAsync(Patience);
        Assert.False(removed.Task.IsCompleted);

        await _node.System.Terminate();
        await removed.Task.WaitAsync(Patience);
    }

    [Fact]
    public async Task Runs_code_for_a_removal_that_has_happened()
    {
        await _node.System.Terminate();
        var removed = false;

        _node.Cluster.RegisterOnMemberRemoved(() => removed = true);

        Assert.True(removed);
    }

    public void Dispose()
    {
        _node.Dispose();
        _database.Dispose();
    }
}
