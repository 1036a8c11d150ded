using Akka.Actor;
using Akka.Cluster.Tests.Support;
using TestTools;

namespace Akka.Cluster.Tests;

public sealed class SqliteClusterTests() : ClusterContract(new SqliteFile());

[Collection(nameof(PostgresServer))]
public sealed class PostgresClusterTests(PostgresServer server) : ClusterContract(new PostgresDatabase(server));

/// <summary>What nodes of a cluster may expect, whichever database they share.</summary>
public abstract class ClusterContract(ISharedDatabase database) : IDisposable
{
    private readonly List<Node> _nodes = [];

    [Fact]
    public void Brings_up_the_first_node_by_itself()
    {
        var node = Start().Joined();

        node.Hears<ClusterEvent.MemberJoined>(node);
        node.Hears<ClusterEvent.MemberUp>(node);
        node.Sees(node);
        Assert.Equal(node.Address, node.Cluster.State.Leader);
    }

    [Fact]
    public void Shows_every_node_all_members_in_the_order_in_which_they_came_up()
    {
        var first = Start().Joined();
        var second = Start().Joined(first);
        var third = Start().Joined(second);

        foreach (var node in _nodes)
            node.Sees(first, second, third);
    }

    [Fact]
    public void Joins_the_seed_nodes_of_the_settings_by_itself()
    {
        var first = Start().Joined();
        var second = Start($"akka.cluster.seed-nodes = [\"{first.Address}\"]");

        first.Sees(first, second);
    }

    [Fact]
    public void Tells_the_roles_of_members()
    {
        var first = Start("akka.cluster.roles = [web, store]").Joined();
        var second = Start("akka.cluster.roles = [store]").Joined(first);

        second.Sees(first, second);

        Assert.Equal(["store", "web"], second.Cluster.State.Members.Single(member => member.Address == first.Address).Roles.Order(StringComparer.Ordinal));
        Assert.Equal(first.Address, second.Cluster.State.RoleLeader("web"));
        Assert.Null(second.Cluster.State.RoleLeader("other"));
    }

    [Fact]
    public async Task Lets_a_node_leave_step_by_step_and_ends_its_system()
    {
        var first = Start().Joined();
        var second = Start().Joined(first);
        var id = second.Cluster.SelfUniqueAddress;

        await second.Cluster.LeaveAsync();

        first.Hears<ClusterEvent.MemberExited>(id);
        Assert.Equal(MemberStatus.Exiting, first.Hears<ClusterEvent.MemberRemoved>(id).PreviousStatus);
        await second.Ended();
        Assert.True(second.Cluster.IsTerminated);
        first.Sees(first);
    }

    [Fact]
    public async Task Leaves_when_its_system_terminates()
    {
        var first = Start().Joined();
        var second = Start().Joined(first);

        await second.System.Terminate();

        Assert.Equal(MemberStatus.Exiting, first.Hears<ClusterEvent.MemberRemoved>(second).PreviousStatus);
    }

    [Fact]
    public async Task Hands_the_lead_on_when_the_leader_leaves()
    {
        var nodes = new[] { Start().Joined(), Start().Joined(), Start().Joined() }.OrderBy(node => node.Address, Member.AddressOrdering).ToArray();

        await nodes[0].Cluster.LeaveAsync();

        nodes[1].Events.FishForMessage<ClusterEvent.LeaderChanged>(change => change.Leader == nodes[1].Address, TimeSpan.FromSeconds(30));
        nodes[2].Events.FishForMessage<ClusterEvent.LeaderChanged>(change => change.Leader == nodes[1].Address, TimeSpan.FromSeconds(30));
    }

    [Fact]
    public void Finds_a_node_unreachable_that_gives_no_sign_of_life_and_downs_it()
    {
        var first = Start(Node.Quick).Joined();
        var second = Start().Joined(first);
        first.Sees(first, second);
        var id = second.Cluster.SelfUniqueAddress;

        second.Crash();

        first.Hears<ClusterEvent.UnreachableMember>(id);
        first.Hears<ClusterEvent.MemberDowned>(id);
        Assert.Equal(MemberStatus.Down, first.Hears<ClusterEvent.MemberRemoved>(id).PreviousStatus);
        first.Sees(first);
    }

    [Fact]
    public async Task Ends_the_system_of_a_node_that_was_downed()
    {
        var first = Start().Joined();
        var second = Start().Joined(first);
        var id = second.Cluster.SelfUniqueAddress;

        first.Cluster.Down(second.Address);

        await second.Ended();
        Assert.IsType<CoordinatedShutdown.ClusterDowningReason>(CoordinatedShutdown.Get(second.System).ShutdownReason);
        Assert.Equal(MemberStatus.Down, first.Hears<ClusterEvent.MemberRemoved>(id).PreviousStatus);
    }

    [Fact]
    public void Leaves_the_system_of_a_downed_node_alone_if_the_settings_say_so()
    {
        var first = Start().Joined();
        var second = Start("akka.cluster.run-coordinated-shutdown-when-down = off").Joined(first);

        first.Cluster.Down(second.Address);

        second.Hears<ClusterEvent.MemberRemoved>(second);
        Assert.True(second.Cluster.IsTerminated);
        Assert.Equal(MemberStatus.Removed, second.Cluster.SelfMember.Status);
        Assert.False(second.System.WhenTerminated.IsCompleted);
    }

    [Fact]
    public async Task Tells_who_watches_an_actor_of_a_downed_node_that_it_is_dead()
    {
        var first = Start().Joined();
        var second = Start("akka.cluster.run-coordinated-shutdown-when-down = off").Joined(first);
        var (watcher, watched) = (first.Probe(), second.Probe());
        var path = new RootActorPath(second.Address) / watched.Ref.Path.Elements;
        var there = await first.System.ActorSelection(path).ResolveOne(TimeSpan.FromSeconds(30));
        watcher.Watch(there);

        first.Cluster.Down(second.Address);

        watcher.ExpectTerminated(there, TimeSpan.FromSeconds(30));
    }

    [Fact]
    public void Leaves_lost_nodes_in_if_nothing_downs_them_and_takes_them_for_reachable_no_more()
    {
        var first = Start(Node.Quick + "\nakka.cluster.downing-provider-class = \"\"").Joined();
        var second = Start().Joined(first);
        first.Sees(first, second);
        var id = second.Cluster.SelfUniqueAddress;

        second.Crash();

        first.Hears<ClusterEvent.UnreachableMember>(id);
        Assert.Equal(id, Assert.Single(first.Cluster.State.Unreachable).UniqueAddress);
    }

    [Fact]
    public void Puts_a_restarted_node_in_the_place_of_its_earlier_life()
    {
        var first = Start().Joined();
        var earlier = Start().Joined(first);
        first.Sees(first, earlier);
        earlier.Crash();

        var later = Start(port: earlier.Address.Port!.Value).Joined(first);

        Assert.Equal(earlier.Address, later.Address);
        first.Hears<ClusterEvent.MemberRemoved>(earlier);
        first.Hears<ClusterEvent.MemberUp>(later);
        first.Sees(first, later);
    }

    [Fact]
    public void Comes_up_once_there_are_enough_nodes()
    {
        var first = Start("akka.cluster.min-nr-of-members = 2");
        first.Cluster.Join(first.Address);
        first.Becomes(MemberStatus.Joining);

        var second = Start("akka.cluster.min-nr-of-members = 2").Joined(first);

        first.Becomes(MemberStatus.Up);
        second.Becomes(MemberStatus.Up);
    }

    [Fact]
    public void Concludes_nothing_while_the_database_is_away_and_goes_on_when_it_is_back()
    {
        var first = Start(Node.Quick).Joined();
        var second = Start().Joined(first);
        first.Sees(first, second);
        second.Sees(first, second);

        var alarms = first.Probe();
        first.Cluster.Subscribe(alarms, ClusterEvent.InitialStateAsEvents, typeof(ClusterEvent.IReachabilityEvent));

        database.GoAway();
        alarms.ExpectNoMsg(2 * Node.QuickPause); // so long a silence would be an alarm if it were not everybody's
        database.ComeBack();

        var third = Start().Joined(first);
        first.Sees(first, second, third);
        Assert.False(alarms.HasMessages);
    }

    [Fact]
    public async Task Ends_its_system_although_the_database_is_away()
    {
        var node = Start().Joined();
        database.GoAway();

        await node.System.Terminate();

        Assert.True(node.Cluster.IsTerminated);
        database.ComeBack();
    }

    [Fact]
    public void Joins_when_the_database_comes_back()
    {
        database.GoAway();
        var node = Start();
        node.Cluster.Join(node.Address);
        database.ComeBack();

        node.Hears<ClusterEvent.MemberUp>(node);
    }

    [Fact]
    public async Task Fails_a_join_that_is_not_done_in_time()
    {
        database.GoAway();
        using var stop = new CancellationTokenSource();
        var node = Start();

        var joining = node.Cluster.JoinAsync(node.Address, stop.Token);
        await stop.CancelAsync();

        await Assert.ThrowsAsync<ClusterJoinFailedException>(() => joining);
        database.ComeBack();
    }

    public void Dispose()
    {
        foreach (var node in _nodes)
            node.Dispose();
        database.Dispose();
        GC.SuppressFinalize(this);
    }

    private Node Start(string hocon = "", int port = 0)
    {
        var node = new Node(database, hocon, port);
        _nodes.Add(node);
        return node;
    }
}
