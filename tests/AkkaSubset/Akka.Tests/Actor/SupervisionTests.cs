using Akka.Actor;

namespace Akka.Tests.Actor;

public sealed class SupervisionTests(ITestOutputHelper output) : Akka.TestKit.Xunit2.TestKit("", output)
{
    [Fact]
    public void Restarts_a_failed_child_with_a_new_instance_and_its_old_mailbox()
    {
        var child = ChildUnder(SupervisorStrategy.DefaultStrategy);
        ExpectMsg("started");

        EventFilter.Exception<InvalidDataException>().ExpectOne(() =>
        {
            child.Tell("fail");
            child.Tell("after");
        });

        ExpectMsg("before restart by fail");
        ExpectMsg("stopped");
        ExpectMsg("after restart");
        ExpectMsg("started");
        ExpectMsg("after");
    }

    [Fact]
    public void Does_not_deliver_the_failing_message_again()
    {
        var child = ChildUnder(SupervisorStrategy.DefaultStrategy);

        child.Tell("fail");
        child.Tell("after");

        FishForMessage(message => message is "after restart");
        ExpectMsg("started");
        ExpectMsg("after");
        ExpectNoMsg(TimeSpan.FromMilliseconds(50));
    }

    [Fact]
    public void Resumes_with_the_state_as_it_was()
    {
        var child = ChildUnder(new OneForOneStrategy(_ => Directive.Resume));
        ExpectMsg("started");

        EventFilter.Warning("as asked").ExpectOne(() => child.Tell("fail"));
        child.Tell("after");

        ExpectMsg("after");
    }

    [Fact]
    public void Stops_by_directive()
    {
        var child = ChildUnder(new OneForOneStrategy(_ => Directive.Stop));
        ExpectMsg("started");
        Watch(child);

        child.Tell("fail");

        ExpectMsg("stopped");
        ExpectTerminated(child);
    }

    [Fact]
    public void Stops_a_child_after_its_retries()
    {
        var child = ChildUnder(new OneForOneStrategy(2, TimeSpan.FromMinutes(1), _ => Directive.Restart));
        Watch(child);

        for (var i = 0; i < 3; i++)
            child.Tell("fail");

        var before = new System.Collections.ArrayList();
        FishForMessage<Terminated>(_ => true, before);
        Assert.Equal(2, before.Cast<string>().Count(message => message == "after restart"));
    }

    [Fact]
    public void Makes_an_escalated_failure_the_supervisors_own()
    {
        var child = ChildUnder(new OneForOneStrategy(_ => Directive.Escalate));
        ExpectMsg("started");

        EventFilter.Exception<InvalidDataException>(source: "/user/parent").ExpectOne(() => child.Tell("fail"));

        ExpectMsg("stopped");
    }

    [Fact]
    public void Stops_an_actor_whose_constructor_throws()
    {
        EventFilter.Exception<ActorInitializationException>().ExpectOne(() =>
        {
            var child = Sys.ActorOf<Unborn>();
            Watch(child);
            ExpectTerminated(child);
        });
    }

    [Fact]
    public void Stops_an_actor_that_is_killed()
    {
        var child = ChildUnder(SupervisorStrategy.DefaultStrategy);
        Watch(child);

        EventFilter.Exception<ActorKilledException>().ExpectOne(() => child.Tell(Kill.Instance));

        FishForMessage<Terminated>(terminated => terminated.ActorRef.Equals(child));
    }

    [Fact]
    public void Stops_an_actor_that_does_not_handle_the_death_it_watches()
    {
        var mourned = ActorOf(() => new Reporter(TestActor));
        var watcher = ActorOf(() => new Watcher(mourned));
        Watch(watcher);
        ExpectMsg("started");

        EventFilter.Exception<DeathPactException>().ExpectOne(() => Sys.Stop(mourned));

        FishForMessage<Terminated>(terminated => terminated.ActorRef.Equals(watcher));
    }

    [Fact]
    public async Task Stops_children_before_their_parent()
    {
        var child = ChildUnder(SupervisorStrategy.DefaultStrategy);
        ExpectMsg("started");
        var parent = await Sys.ActorSelection(child.Path.Parent).ResolveOne(TimeSpan.FromSeconds(3));
        Watch(parent);
        Watch(child);

        Sys.Stop(parent);

        ExpectMsg("stopped");
        ExpectTerminated(child);
        ExpectTerminated(parent);
    }

    private IActorRef ChildUnder(SupervisorStrategy strategy)
    {
        var asker = CreateTestProbe();
        asker.Send(Sys.ActorOf(Props.Create(() => new Parent()).WithSupervisorStrategy(strategy), "parent"), Props.Create(() => new Reporter(TestActor)));
        return asker.ExpectMsg<IActorRef>();
    }

    private sealed class Parent : ReceiveActor
    {
        public Parent() => Receive<Props>(props => Sender.Tell(Context.ActorOf(props, "child")));
    }

    private sealed class Reporter(IActorRef to) : UntypedActor
    {
        protected override void PreStart() => to.Tell("started");

        protected override void PostStop() => to.Tell("stopped");

        protected override void PreRestart(Exception reason, object message)
        {
            to.Tell($"before restart by {message}");
            base.PreRestart(reason, message);
        }

        protected override void PostRestart(Exception reason)
        {
            to.Tell("after restart");
            base.PostRestart(reason);
        }

        protected override void OnReceive(object message)
        {
            if (message is "fail")
                throw new InvalidDataException("as asked");
            to.Tell(message);
        }
    }

    private sealed class Unborn : UntypedActor
    {
        public Unborn() => throw new InvalidDataException("never born");

        protected override void OnReceive(object message) { }
    }

    private sealed class Watcher : UntypedActor
    {
        public Watcher(IActorRef whom) => Context.Watch(whom);

        protected override void OnReceive(object message) => Unhandled(message);
    }
}
