using Akka.Actor;
using Akka.TestKit.TestActors;

namespace Akka.Tests.Actor;

public sealed class DeathWatchTests(ITestOutputHelper output) : TestKit.Xunit2.TestKit("", output)
{
    [Fact]
    public void Tells_a_death_after_all_that_the_dead_had_sent()
    {
        var actor = Watch(ActorOf<Talker>());

        actor.Tell(1000);

        Assert.Equal(Enumerable.Range(0, 1000), ReceiveN(1000).Cast<int>());
        ExpectTerminated(actor);
    }

    [Fact]
    public void Tells_the_death_of_who_is_dead_already()
    {
        var actor = Watch(Sys.ActorOf(BlackHoleActor.Props));
        Sys.Stop(actor);
        ExpectTerminated(actor);
        var late = CreateTestProbe();

        late.Watch(actor);

        late.ExpectTerminated(actor);
    }

    [Fact]
    public void Tells_a_death_once_to_who_watches_twice()
    {
        var actor = Watch(Watch(Sys.ActorOf(BlackHoleActor.Props)));

        Sys.Stop(actor);

        ExpectTerminated(actor);
        ExpectNoMsg(TimeSpan.FromMilliseconds(50));
    }

    [Fact]
    public void Tells_nothing_to_who_watches_no_more()
    {
        var actor = Watch(Sys.ActorOf(BlackHoleActor.Props));
        var witness = CreateTestProbe();
        witness.Watch(actor);
        Unwatch(actor);

        Sys.Stop(actor);

        witness.ExpectTerminated(actor);
        ExpectNoMsg(TimeSpan.FromMilliseconds(50));
    }

    [Fact]
    public void Tells_a_death_with_a_message_of_the_watchers_own()
    {
        var actor = Sys.ActorOf(BlackHoleActor.Props);
        var watcher = ActorOf(() => new Heir(actor, TestActor));
        ExpectMsg("watching");

        Sys.Stop(actor);

        ExpectMsg("inherited");
        Assert.False(watcher.IsNobody());
    }

    [Fact]
    public void Lets_a_death_be_stashed_and_seen_later()
    {
        var actor = Sys.ActorOf(BlackHoleActor.Props);
        var watcher = ActorOf(() => new Procrastinator(actor, TestActor));
        ExpectMsg("watching");
        Sys.Stop(actor);
        ExpectMsg("later");

        watcher.Tell("now");

        ExpectMsg("mourned");
    }

    private sealed class Talker : UntypedActor
    {
        protected override void OnReceive(object message)
        {
            for (var i = 0; i < (int)message; i++)
                Sender.Tell(i);
            Context.Stop(Self);
        }
    }

    private sealed class Heir : ReceiveActor
    {
        public Heir(IActorRef whom, IActorRef to)
        {
            Context.WatchWith(whom, "inherited");
            Receive<string>(text => to.Tell(text));
            to.Tell("watching");
        }
    }

    private sealed class Procrastinator : ReceiveActor, IWithUnboundedStash
    {
        public Procrastinator(IActorRef whom, IActorRef to)
        {
            Context.Watch(whom);
            to.Tell("watching");
            Receive<Terminated>(_ =>
            {
                Stash.Stash();
                to.Tell("later");
            });
            Receive<string>(_ =>
            {
                Become(() => Receive<Terminated>(_ => to.Tell("mourned")));
                Stash.UnstashAll();
            });
        }

        public IStash Stash { get; set; } = null!;
    }
}
