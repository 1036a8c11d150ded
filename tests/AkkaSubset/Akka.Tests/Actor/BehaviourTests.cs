using Akka.Actor;
using Akka.Event;

namespace Akka.Tests.Actor;

public sealed class BehaviourTests(ITestOutputHelper output) : TestKit.Xunit2.TestKit("", output)
{
    [Fact]
    public void Takes_the_first_handler_that_fits()
    {
        var actor = ActorOf(() => new Sorter(TestActor));

        actor.Tell(5);
        actor.Tell(50);
        actor.Tell("text");

        ExpectMsg("small 5");
        ExpectMsg("number 50");
        ExpectMsg("something text");
    }

    [Fact]
    public void Publishes_what_no_handler_takes()
    {
        Sys.EventStream.Subscribe(TestActor, typeof(UnhandledMessage));
        var actor = ActorOf<Switch>();

        actor.Tell(1.5);

        var unhandled = ExpectMsg<UnhandledMessage>();
        Assert.Equal((1.5, actor, TestActor), ((double)unhandled.Message, unhandled.Recipient, unhandled.Sender));
    }

    [Fact]
    public void Replaces_its_behaviour()
    {
        var actor = ActorOf<Switch>();

        actor.Tell("off");
        actor.Tell("ask");
        actor.Tell("on");
        actor.Tell("ask");

        ExpectMsg("is off");
        ExpectMsg("is on");
    }

    [Fact]
    public void Goes_back_to_the_behaviour_below()
    {
        var actor = ActorOf<Stacker>();

        foreach (var message in new[] { "push", "push", "ask", "pop", "ask", "pop", "ask", "pop", "ask" })
            actor.Tell(message);

        Assert.Equal([2, 1, 0, 0], ReceiveN(4).Cast<int>());
    }

    [Fact]
    public void Refuses_a_handler_after_one_that_takes_everything()
    {
        EventFilter.Exception<ActorInitializationException>().ExpectOne(() =>
        {
            var actor = ActorOf<TooLate>();
            Watch(actor);
            ExpectTerminated(actor);
        });
    }

    [Fact]
    public void Has_dead_letters_for_a_sender_that_is_missing()
    {
        var actor = ActorOf(() => new SenderReporter(TestActor));

        actor.Tell("hello", ActorRefs.NoSender);

        ExpectMsg(Sys.DeadLetters);
    }

    [Fact]
    public void Keeps_the_sender_of_what_it_forwards()
    {
        var reporter = ActorOf(() => new SenderReporter(TestActor));
        var forwarder = ActorOf(() => new Forwarder(reporter));
        var sender = CreateTestProbe();

        forwarder.Tell("hello", sender);

        ExpectMsg(sender.Ref);
    }

    [Fact]
    public void Is_the_sender_of_what_it_tells()
    {
        var actor = ActorOf<Switch>();

        actor.Tell("ask");

        ExpectMsgFrom(actor, "is on");
    }

    private sealed class Sorter : ReceiveActor
    {
        public Sorter(IActorRef to)
        {
            Receive<int>(number => number < 10, number => to.Tell($"small {number}"));
            Receive<int>(number => to.Tell($"number {number}"));
            ReceiveAny(other => to.Tell($"something {other}"));
        }
    }

    private sealed class Switch : ReceiveActor
    {
        public Switch() => On();

        private void On()
        {
            Receive<string>(text => text == "off", _ => Become(Off));
            Receive<string>(text => text == "ask", _ => Sender.Tell("is on"));
        }

        private void Off()
        {
            Receive<string>(text => text == "on", _ => Become(On));
            Receive<string>(text => text == "ask", _ => Sender.Tell("is off"));
        }
    }

    private sealed class Stacker : ReceiveActor
    {
        public Stacker() => Level(0)();

        private Action Level(int level) => () =>
        {
            Receive<string>(text => text == "push", _ => BecomeStacked(Level(level + 1)));
            Receive<string>(text => text == "pop", _ => UnbecomeStacked());
            Receive<string>(text => text == "ask", _ => Sender.Tell(level));
        };
    }

    private sealed class TooLate : ReceiveActor
    {
        public TooLate()
        {
            ReceiveAny(_ => { });
            Receive<string>(_ => { });
        }
    }

    private sealed class SenderReporter(IActorRef to) : UntypedActor
    {
        protected override void OnReceive(object message) => to.Tell(Sender);
    }

    private sealed class Forwarder(IActorRef to) : UntypedActor
    {
        protected override void OnReceive(object message) => to.Forward(message);
    }
}
