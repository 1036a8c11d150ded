using Akka.Actor;
using Akka.Cluster.Tools.Singleton;
using Akka.Cluster.Tools.Tests.Support;
using Akka.Coordination;

namespace Akka.Cluster.Tools.Tests.Singleton;

public sealed class LeaseTests : IDisposable
{
    private readonly TestNodes _nodes = new(TestLease.Section);
    private readonly Diary _diary = new();
    private readonly string _name = $"work-{Guid.NewGuid():N}";

    private string Lease => $"tools-singleton-akka://tools/user/{_name}";

    [Fact]
    public async Task Begins_when_the_lease_is_free()
    {
        TestLease.Take(Lease, "somebody");
        var node = await _nodes.StartAsync();
        Host("first", node);
        var proxy = Proxy(node);
        await Assert.ThrowsAsync<AskTimeoutException>(() => proxy.Ask<string>("too early", TimeSpan.FromMilliseconds(500))); // long enough to ask for it more than once

        TestLease.Free(Lease);

        Assert.Equal("hello at first", await proxy.Ask<string>("hello", TestNodes.Patience));
        Assert.Equal(Cluster.Get(node).SelfAddress.HostPort(), TestLease.Holder(Lease));
    }

    [Fact]
    public async Task Ends_when_the_lease_is_lost_and_begins_again_when_it_is_back()
    {
        Host("first", await _nodes.StartAsync());
        await _diary.ExpectAsync("first begins");

        TestLease.Take(Lease, "somebody");
        await _diary.ExpectAsync("first begins", "first ends");

        TestLease.Free(Lease);
        await _diary.ExpectAsync("first begins", "first ends", "first begins");
    }

    [Fact]
    public async Task Hands_the_lease_over_with_the_singleton()
    {
        var (first, second) = (await _nodes.StartAsync(), await _nodes.StartAsync());
        Host("first", first);
        Host("second", second);
        await _diary.ExpectAsync("first begins");

        await TestNodes.LeaveAsync(first);

        await _diary.ExpectAsync("first begins", "first ends", "second begins");
        Assert.Equal(Cluster.Get(second).SelfAddress.HostPort(), TestLease.Holder(Lease));
    }

    [Fact]
    public async Task Is_given_back_when_the_manager_is_stopped()
    {
        var node = await _nodes.StartAsync();
        var manager = Host("first", node);
        await _diary.ExpectAsync("first begins");

        await manager.GracefulStop(TestNodes.Patience);

        Assert.Null(TestLease.Holder(Lease));
    }

    public void Dispose() => _nodes.Dispose();

    private IActorRef Host(string name, ActorSystem node)
    {
        var settings = ClusterSingletonManagerSettings.Create(node).WithLeaseSettings(new LeaseUsageSettings("test-lease", TimeSpan.FromMilliseconds(100)));
        return node.ActorOf(ClusterSingletonManager.Props(Worker.Props(name, _diary), Worker.Finish, settings), _name);
    }

    private IActorRef Proxy(ActorSystem node) => node.ActorOf(ClusterSingletonProxy.Props(
        $"/user/{_name}", ClusterSingletonProxySettings.Create(node).WithSingletonIdentificationInterval(TimeSpan.FromMilliseconds(50))));
}
