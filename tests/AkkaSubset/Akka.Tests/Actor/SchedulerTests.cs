using Akka.Actor;

namespace Akka.Tests.Actor;

public sealed class SchedulerTests(ITestOutputHelper output) : TestKit.Xunit2.TestKit("", output)
{
    [Fact]
    public void Tells_a_message_later()
    {
        Sys.Scheduler.ScheduleTellOnce(TimeSpan.FromMilliseconds(10), TestActor, "later", ActorRefs.NoSender);

        ExpectMsg("later");
    }

    [Fact]
    public void Tells_repeatedly_until_it_is_cancelled()
    {
        var repeating = Sys.Scheduler.ScheduleTellRepeatedlyCancelable(
            TimeSpan.Zero, TimeSpan.FromMilliseconds(10), TestActor, "tick", ActorRefs.NoSender);

        ReceiveN(3);
        repeating.Cancel();
        ReceiveWhile<object>(_ => _, max: TimeSpan.FromSeconds(1), idle: TimeSpan.FromMilliseconds(100));

        ExpectNoMsg(TimeSpan.FromMilliseconds(50));
    }

    [Fact]
    public void Does_not_tell_what_was_cancelled_before()
    {
        var pending = Sys.Scheduler.ScheduleTellOnceCancelable(TimeSpan.FromMilliseconds(50), TestActor, "later", ActorRefs.NoSender);

        pending.Cancel();

        ExpectNoMsg(TimeSpan.FromMilliseconds(150));
    }

    [Fact]
    public void Runs_an_action_later()
    {
        var to = TestActor;

        Sys.Scheduler.Advanced.ScheduleOnce(TimeSpan.FromMilliseconds(10), () => to.Tell("ran", ActorRefs.NoSender));

        ExpectMsg("ran");
    }

    [Fact]
    public void Tells_an_actor_that_it_got_nothing_for_a_while()
    {
        ActorOf(() => new Impatient(TestActor));

        ExpectMsg("nothing came");
    }

    private sealed class Impatient : ReceiveActor
    {
        public Impatient(IActorRef to)
        {
            SetReceiveTimeout(TimeSpan.FromMilliseconds(20));
            Receive<ReceiveTimeout>(_ =>
            {
                SetReceiveTimeout(null);
                to.Tell("nothing came");
            });
        }
    }
}
