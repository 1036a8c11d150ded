using Akka.Actor;

namespace Akka.Tests.Actor;

public sealed class PropsTests(ITestOutputHelper output) : TestKit.Xunit2.TestKit("", output)
{
    [Fact]
    public void Takes_the_constructor_and_its_arguments_from_an_expression()
    {
        var offset = 40;

        var actor = Sys.ActorOf(Props.Create(() => new Adder(offset + 1, null)));
        actor.Tell(1);

        ExpectMsg(42);
    }

    [Fact]
    public void Evaluates_arguments_once_for_all_restarts()
    {
        var calls = 0;
        int Next() => ++calls;
        var actor = Sys.ActorOf(Props.Create<Adder>(Next(), "name"));

        EventFilter.Exception<InvalidCastException>().ExpectOne(() => actor.Tell("no number"));
        actor.Tell(1);

        ExpectMsg(2);
    }

    [Fact]
    public void Refuses_an_expression_that_is_no_constructor()
    {
        var made = Props.Create(() => new Adder(1, null));

        Assert.Throws<ArgumentException>(() => Props.Create(() => Make()));
        Assert.Equal(typeof(Adder), made.Type);
    }

    [Fact]
    public void Makes_an_actor_through_a_producer()
    {
        var actor = Sys.ActorOf(Props.CreateBy(new AdderProducer()));

        actor.Tell(1);

        ExpectMsg(101);
    }

    [Fact]
    public void Cannot_make_an_actor_outside_of_a_system() => Assert.Throws<ActorInitializationException>(() => new Adder(1, null));

    private static Adder Make() => new(1, null);

    public sealed class Adder(int offset, string? name) : UntypedActor
    {
        public string? Name { get; } = name;

        protected override void OnReceive(object message) => Sender.Tell((int)message + offset);
    }

    private sealed class AdderProducer : IIndirectActorProducer
    {
        public Type ActorType => typeof(Adder);

        public ActorBase Produce() => new Adder(100, null);

        public void Release(ActorBase actor) { }
    }
}
