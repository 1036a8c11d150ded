using Akka.Actor;
using Akka.Cluster.Tools.Singleton;
using Akka.Cluster.Tools.Tests.Support;

namespace Akka.Cluster.Tools.Tests.Singleton;

public sealed class SingletonTests : IDisposable
{
    private readonly TestNodes _nodes = new();
    private readonly Diary _diary = new();

    [Fact]
    public async Task Runs_on_the_oldest_node_and_is_found_from_every_other()
    {
        var (first, second) = (await _nodes.StartAsync(), await _nodes.StartAsync());
        Host("second", second);
        Host("first", first);

        Assert.Equal("hello at first", await Proxy(second).Ask<string>("hello", TestNodes.Patience));
        Assert.Equal("hello at first", await Proxy(first).Ask<string>("hello", TestNodes.Patience));
        Assert.Equal(["first begins"], _diary.Entries);
    }

    [Fact]
    public async Task Ends_on_a_node_that_leaves_before_it_begins_on_the_next()
    {
        var (first, second) = (await _nodes.StartAsync(), await _nodes.StartAsync());
        Host("first", first);
        Host("second", second);
        var proxy = Proxy(second);
        Assert.Equal("1 at first", await proxy.Ask<string>("1", TestNodes.Patience));

        await TestNodes.LeaveAsync(first);

        Assert.Equal("2 at second", await proxy.Ask<string>("2", TestNodes.Patience));
        await _diary.ExpectAsync("first begins", "first ends", "second begins");
    }

    [Fact]
    public async Task Runs_only_where_its_role_is()
    {
        var (first, second) = (await _nodes.StartAsync(), await _nodes.StartAsync("backend"));
        Host("first", first, "backend");
        Host("second", second, "backend");

        Assert.Equal("hello at second", await Proxy(first, "backend").Ask<string>("hello", TestNodes.Patience));
        Assert.Equal(["second begins"], _diary.Entries);
    }

    [Fact]
    public async Task Begins_elsewhere_when_its_node_is_downed()
    {
        var (first, second) = (await _nodes.StartAsync(), await _nodes.StartAsync());
        Host("first", first);
        Host("second", second);
        await _diary.ExpectAsync("first begins");

        Cluster.Get(second).Down(Cluster.Get(first).SelfAddress);

        await _diary.ExpectAsync("first begins", "first ends", "second begins");
        Assert.Equal("hello at second", await Proxy(second).Ask<string>("hello", TestNodes.Patience));
    }

    public void Dispose() => _nodes.Dispose();

    private void Host(string name, ActorSystem node, string? role = null)
    {
        var settings = ClusterSingletonManagerSettings.Create(node).WithRole(role).WithRemovalMargin(TimeSpan.FromSeconds(4));
        node.ActorOf(ClusterSingletonManager.Props(Worker.Props(name, _diary), Worker.Finish, settings), "work");
    }

    private static IActorRef Proxy(ActorSystem node, string? role = null)
    {
        var settings = ClusterSingletonProxySettings.Create(node).WithRole(role).WithSingletonIdentificationInterval(TimeSpan.FromMilliseconds(100));
        return node.ActorOf(ClusterSingletonProxy.Props("/user/work", settings));
    }
}
