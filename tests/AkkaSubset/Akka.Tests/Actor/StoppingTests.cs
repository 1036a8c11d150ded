using Akka.Actor;
using Akka.TestKit.TestActors;

namespace Akka.Tests.Actor;

public sealed class StoppingTests(ITestOutputHelper output) : TestKit.Xunit2.TestKit("", output)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    [Fact]
    public void Handles_what_came_before_a_poison_pill()
    {
        var actor = Watch(Sys.ActorOf(Props.Create(() => new EchoActor(this, false))));

        actor.Tell("first");
        actor.Tell(PoisonPill.Instance);
        actor.Tell("too late");

        ExpectMsg("first");
        ExpectTerminated(actor);
    }

    [Fact]
    public void Turns_what_is_left_in_the_mailbox_into_dead_letters()
    {
        var actor = Sys.ActorOf(BlackHoleActor.Props);

        EventFilter.DeadLetter<string>(source: actor.Path.ToString()).Expect(2, () =>
        {
            actor.Tell(PoisonPill.Instance);
            actor.Tell("too");
            actor.Tell("late");
        });
    }

    [Fact]
    public async Task Stops_gracefully_within_a_time()
    {
        var actor = Sys.ActorOf(BlackHoleActor.Props);

        Assert.True(await actor.GracefulStop(Patience));
    }

    [Fact]
    public async Task Stops_gracefully_who_is_dead_already()
    {
        var actor = Sys.ActorOf(BlackHoleActor.Props);
        await actor.GracefulStop(Patience);

        Assert.True(await actor.GracefulStop(Patience));
    }

    [Fact]
    public async Task Gives_up_a_graceful_stop_that_takes_too_long()
    {
        var actor = Sys.ActorOf(BlackHoleActor.Props);

        await Assert.ThrowsAnyAsync<TaskCanceledException>(() => actor.GracefulStop(TimeSpan.FromMilliseconds(20), "no pill"));
    }

    [Fact]
    public async Task Ends_a_system_and_its_actors()
    {
        var system = ActorSystem.Create("ending", "akka.stdout-loglevel = OFF");
        var stopped = CreateTestProbe();
        system.ActorOf(Props.Create(() => new LastWords(stopped.Ref)));
        stopped.ExpectMsg("started");
        var callback = false;
        system.RegisterOnTermination(() => callback = true);

        await system.Terminate().WaitAsync(Patience);

        stopped.ExpectMsg("stopped");
        Assert.True(callback);
        Assert.True(system.WhenTerminated.IsCompletedSuccessfully);
    }

    [Fact]
    public async Task Refuses_new_actors_after_the_end()
    {
        var system = ActorSystem.Create("ended", "akka.stdout-loglevel = OFF");

        await system.Terminate().WaitAsync(Patience);

        Assert.Throws<InvalidOperationException>(() => system.ActorOf(BlackHoleActor.Props));
    }

    private sealed class LastWords(IActorRef to) : UntypedActor
    {
        protected override void PreStart() => to.Tell("started");

        protected override void PostStop() => to.Tell("stopped");

        protected override void OnReceive(object message) { }
    }
}
