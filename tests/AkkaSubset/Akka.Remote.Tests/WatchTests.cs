using Akka.Actor;

namespace Akka.Remote.Tests;

public sealed class WatchTests(ITestOutputHelper output) : RemoteTestKit(output, Fast)
{
    private const string Fast =
        """
        akka.remote {
          watch-failure-detector { heartbeat-interval = 100 ms, acceptable-heartbeat-pause = 900 ms, unreachable-nodes-reaper-interval = 100 ms }
          retry-gate-closed-for = 500 ms
        }
        """;

    [Fact]
    public async Task Is_told_that_an_actor_elsewhere_has_stopped()
    {
        var there = Other();
        var actor = there.ActorOf(Props.Create<Echo>());
        var echo = await RefTo(actor);
        Watch(echo);

        there.Stop(actor);

        Assert.False(ExpectTerminated(echo, Soon).AddressTerminated);
    }

    [Fact]
    public async Task Is_told_at_once_that_an_actor_elsewhere_is_dead_already()
    {
        var there = Other();
        var actor = there.ActorOf(Props.Create<Echo>());
        var echo = await RefTo(actor);
        Assert.True(await actor.GracefulStop(Soon));

        Watch(echo);

        Assert.False(ExpectTerminated(echo, Soon).ExistenceConfirmed);
    }

    [Fact]
    public async Task Is_not_told_once_it_has_stopped_watching()
    {
        var there = Other();
        var (one, two) = (there.ActorOf(Props.Create<Echo>()), there.ActorOf(Props.Create<Echo>()));
        var (first, second) = (await RefTo(one), await RefTo(two));
        Watch(first);
        Watch(second);
        Unwatch(first);

        there.Stop(one);
        there.Stop(two);

        ExpectTerminated(second, Soon);
        ExpectNoMsg(TimeSpan.FromMilliseconds(200));  // the death of the first would have come before
    }

    [Fact]
    public async Task Sees_all_actors_of_a_system_die_that_ends()
    {
        var there = Other();
        var echo = await RefTo(there.ActorOf(Props.Create<Echo>()));
        Watch(echo);

        await there.Terminate();

        ExpectTerminated(echo, Soon);
    }

    [Fact]
    public async Task Takes_actors_of_a_system_that_falls_silent_for_dead_and_quarantines_it()
    {
        using var proxy = new Proxy();
        var there = Behind(proxy);
        var echo = await RefTo(there.ActorOf(Props.Create<Echo>()));
        Watch(echo);
        var quarantined = Listening<QuarantinedEvent>();

        proxy.Block();

        Assert.True(ExpectTerminated(echo, Soon).AddressTerminated);
        Assert.Equal(AddressUidExtension.Uid(there), quarantined.ExpectMsg<QuarantinedEvent>(Soon).Uid);
    }

    [Fact]
    public void Takes_actors_of_a_system_that_never_answers_for_dead()
    {
        var nowhere = ((ExtendedActorSystem)Sys).Provider.ResolveActorRef("akka.tcp://there@127.0.0.1:1/user/nobody");

        Watch(nowhere);

        Assert.True(ExpectTerminated(nowhere, Soon).AddressTerminated);
    }
}
