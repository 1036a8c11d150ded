using System.Collections.Immutable;
using Akka.Actor;
using Akka.Cluster.Tools.Client;
using Akka.Cluster.Tools.Tests.Support;

namespace Akka.Cluster.Tools.Tests.Client;

public sealed class ClusterClientTests : IDisposable
{
    private const string Path = "/user/service";

    private readonly TestNodes _nodes = new("akka.cluster.client.receptionist.response-tunnel-receive-timeout = 300ms");
    private readonly Diary _diary = new();

    [Fact]
    public async Task Brings_a_message_to_the_service_and_its_answer_back()
    {
        var node = await _nodes.StartAsync();
        Serve("first", node);
        var client = Client(node, out _);

        Assert.Equal("hello at first", await client.Ask<string>(new ClusterClient.Send(Path, "hello"), TestNodes.Patience));
        Assert.Equal("again at first", await client.Ask<string>(new ClusterClient.Send(Path, "again"), TestNodes.Patience));
    }

    [Fact]
    public async Task Brings_a_message_to_all_nodes()
    {
        var (first, second) = (await _nodes.StartAsync(), await _nodes.StartAsync());
        Serve("first", first);
        Serve("second", second);
        var client = Client(first, out var outside);
        var answers = new Diary();

        client.Tell(new ClusterClient.SendToAll(Path, "hello"), outside.ActorOf(Listener.Props(answers)));

        await answers.ExpectSetAsync("hello at first", "hello at second");
    }

    [Fact]
    public async Task Keeps_what_it_is_told_until_it_has_found_a_receptionist_and_drops_the_oldest_of_too_many()
    {
        var node = await _nodes.StartAsync();
        var client = Client(node, out _, settings => settings.WithBufferSize(2));
        foreach (var text in (string[])["1", "2", "3"]) client.Tell(new ClusterClient.Send(Path, text));

        Serve("first", node);

        await _diary.ExpectAsync("2 at first", "3 at first");
    }

    [Fact]
    public async Task Goes_on_with_another_node_when_its_own_leaves()
    {
        var (first, second) = (await _nodes.StartAsync(), await _nodes.StartAsync());
        Serve("first", first);
        Serve("second", second);
        var client = Client(first, out _);
        Assert.Equal("1 at first", await client.Ask<string>(new ClusterClient.Send(Path, "1"), TestNodes.Patience));

        await TestNodes.LeaveAsync(first);

        Assert.Equal("2 at second", await RepeatAsync(client, "2"));
    }

    [Fact]
    public async Task Closes_the_way_back_when_nothing_has_gone_through_for_long_and_opens_another()
    {
        var node = await _nodes.StartAsync();
        Serve("first", node);
        var client = Client(node, out var outside);
        var answers = new Diary();
        var listener = outside.ActorOf(Listener.Props(answers));

        client.Tell(new ClusterClient.Send(Path, "1"), listener);
        await _diary.ExpectAsync("1 at first", "closed");

        client.Tell(new ClusterClient.Send(Path, "2"), listener);
        await answers.ExpectAsync("1 at first", "2 at first");
    }

    [Fact]
    public async Task Closes_the_way_back_of_a_question_with_its_answer()
    {
        using var nodes = new TestNodes("akka.cluster.client.receptionist.response-tunnel-receive-timeout = 1h");
        var node = await nodes.StartAsync();
        Serve("first", node);

        await Client(node, out _).Ask<string>(new ClusterClient.Send(Path, "1"), TestNodes.Patience);

        await _diary.ExpectAsync("1 at first", "closed");
    }

    [Fact]
    public async Task Does_not_reach_a_service_that_is_not_registered_any_more()
    {
        var node = await _nodes.StartAsync();
        var service = Serve("first", node);
        Serve("other", node, "other");
        ClusterClientReceptionist.Get(node).UnregisterService(service);
        var client = Client(node, out _);

        client.Tell(new ClusterClient.Send(Path, "1"));
        client.Tell(new ClusterClient.Send("/user/other", "2"));

        await _diary.ExpectAsync("2 at other");
    }

    [Fact]
    public async Task Has_no_receptionist_on_a_node_without_its_role()
    {
        using var nodes = new TestNodes("akka.cluster.client.receptionist.role = front");
        var node = await nodes.StartAsync("back");

        Assert.True(ClusterClientReceptionist.Get(node).IsTerminated);
        Assert.Equal(node.DeadLetters, ClusterClientReceptionist.Get(node).Underlying);
    }

    [Fact]
    public async Task Stops_when_it_has_found_no_receptionist_for_long_enough()
    {
        var outside = _nodes.StartOutside();
        var settings = ClusterClientSettings.Create(outside)
            .WithInitialContacts([ActorPath.Parse("akka.tcp://tools@127.0.0.1:1/system/receptionist")])
            .WithReconnectTimeout(TimeSpan.FromMilliseconds(200));

        outside.ActorOf(Listener.Props(_diary, outside.ActorOf(ClusterClient.Props(settings))));

        await _diary.ExpectAsync("stopped");
    }

    public void Dispose() => _nodes.Dispose();

    private IActorRef Serve(string name, ActorSystem node, string path = "service")
    {
        var service = node.ActorOf(Echo.Props(name, _diary), path);
        ClusterClientReceptionist.Get(node).RegisterService(service);
        return service;
    }

    /// <param name="node">Whose receptionist it is to talk to first.</param>
    private IActorRef Client(ActorSystem node, out ActorSystem outside, Func<ClusterClientSettings, ClusterClientSettings>? change = null)
    {
        outside = _nodes.StartOutside();
        var contact = new RootActorPath(Cluster.Get(node).SelfAddress) / "system" / "receptionist";
        var settings = ClusterClientSettings.Create(outside)
            .WithInitialContacts(ImmutableHashSet.Create(contact))
            .WithEstablishingGetContactsInterval(TimeSpan.FromMilliseconds(100));
        return outside.ActorOf(ClusterClient.Props(change?.Invoke(settings) ?? settings), "client");
    }

    /// <summary>Sends until an answer comes: what is sent while a node goes may be lost with it.</summary>
    private static async Task<string> RepeatAsync(IActorRef client, string text)
    {
        using var stop = new CancellationTokenSource(TestNodes.Patience);
        while (true)
        {
            try
            {
                return await client.Ask<string>(new ClusterClient.Send(Path, text), TimeSpan.FromSeconds(1), stop.Token);
            }
            catch (AskTimeoutException) when (!stop.IsCancellationRequested)
            {
            }
        }
    }
}
