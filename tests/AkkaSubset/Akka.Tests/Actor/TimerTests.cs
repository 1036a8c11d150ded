using Akka.Actor;
using Akka.TestKit;
using Akka.TestKit.Configs;

namespace Akka.Tests.Actor;

public sealed class TimerTests(ITestOutputHelper output) : TestKit.Xunit2.TestKit(TestConfigs.TestSchedulerConfig, null, output)
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(50);

    private TestScheduler Clock => (TestScheduler)Sys.Scheduler;

    [Fact]
    public void Tells_its_actor_once_when_the_time_has_come()
    {
        Started(timers => timers.StartSingleTimer("key", "ring", Second));

        Clock.Advance(TimeSpan.FromMilliseconds(999));
        ExpectNoMsg(Moment);
        Clock.Advance(TimeSpan.FromMilliseconds(1));
        ExpectMsg("ring");
        Clock.Advance(TimeSpan.FromSeconds(10));
        ExpectNoMsg(Moment);
    }

    [Fact]
    public void Tells_its_actor_again_and_again()
    {
        Started(timers => timers.StartPeriodicTimer("key", "ring", TimeSpan.Zero, Second));

        for (var i = 0; i < 3; i++)
        {
            Clock.Advance(i == 0 ? TimeSpan.FromTicks(1) : Second);
            ExpectMsg("ring");
        }
    }

    [Fact]
    public void Is_silent_after_it_was_cancelled()
    {
        var actor = Started(timers => timers.StartSingleTimer("key", "ring", Second));

        Do(actor, timers => timers.Cancel("key"));
        Clock.Advance(Second);

        ExpectNoMsg(Moment);
    }

    [Fact]
    public void Does_not_deliver_what_waited_in_the_mailbox_when_it_was_cancelled()
    {
        var actor = Started(timers => timers.StartSingleTimer("key", "ring", Second));
        var (reached, go) = (new ManualResetEventSlim(), new ManualResetEventSlim());

        actor.Tell(new Action<ITimerScheduler>(timers =>
        {
            reached.Set();
            go.Wait(Second * 5);
            timers.Cancel("key");
        }));
        Assert.True(reached.Wait(Second * 5));
        Clock.Advance(Second);
        go.Set();

        ExpectMsg("done");
        ExpectNoMsg(Moment);
    }

    [Fact]
    public void Replaces_a_timer_of_the_same_key()
    {
        var actor = Started(timers => timers.StartSingleTimer("key", "first", Second));

        Do(actor, timers => timers.StartSingleTimer("key", "second", Second * 2));
        Clock.Advance(Second * 3);

        ExpectMsg("second");
        ExpectNoMsg(Moment);
    }

    [Fact]
    public void Ends_with_its_instance()
    {
        var actor = Started(timers => timers.StartSingleTimer("key", "ring", Second));

        EventFilter.Exception<InvalidDataException>().ExpectOne(() => actor.Tell(new Action<ITimerScheduler>(_ => throw new InvalidDataException("as asked"))));
        Do(actor, _ => { });
        Clock.Advance(Second * 2);

        ExpectNoMsg(Moment);
    }

    [Fact]
    public void Says_whether_it_runs()
    {
        var actor = Started(timers => timers.StartSingleTimer("key", "ring", Second));
        var before = false;
        Do(actor, timers => before = timers.IsTimerActive("key"));

        Clock.Advance(Second);
        ExpectMsg("ring");

        var after = true;
        Do(actor, timers => after = timers.IsTimerActive("key"));
        Assert.True(before);
        Assert.False(after);
    }

    private IActorRef Started(Action<ITimerScheduler> action)
    {
        var actor = ActorOf(() => new Clockwork(TestActor));
        Do(actor, action);
        return actor;
    }

    private void Do(IActorRef actor, Action<ITimerScheduler> action)
    {
        actor.Tell(action);
        ExpectMsg("done");
    }

    private sealed class Clockwork : ReceiveActor, IWithTimers
    {
        public Clockwork(IActorRef to)
        {
            Receive<Action<ITimerScheduler>>(action =>
            {
                action(Timers);
                to.Tell("done");
            });
            ReceiveAny(message => to.Tell(message));
        }

        public ITimerScheduler Timers { get; set; } = null!;
    }
}
