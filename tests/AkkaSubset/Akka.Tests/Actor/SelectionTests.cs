using Akka.Actor;
using Akka.TestKit.TestActors;

namespace Akka.Tests.Actor;

public sealed class SelectionTests(ITestOutputHelper output) : TestKit.Xunit2.TestKit("", output)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    [Fact]
    public void Reaches_an_actor_by_its_path()
    {
        var actor = Sys.ActorOf(Props.Create(() => new EchoActor(this, false)), "echo");

        Sys.ActorSelection("/user/echo").Tell("hello");
        Sys.ActorSelection(actor.Path).Tell("again");

        ExpectMsg("hello");
        ExpectMsg("again");
    }

    [Fact]
    public void Reaches_all_that_a_pattern_fits()
    {
        foreach (var name in new[] { "copy-1", "copy-2", "other" })
            Sys.ActorOf(Props.Create(() => new Namer()), name);

        Sys.ActorSelection("/user/copy-*").Tell("who?");

        ExpectMsgAllOf("copy-1", "copy-2");
        ExpectNoMsg(TimeSpan.FromMilliseconds(50));
    }

    [Fact]
    public void Goes_up_and_down_from_an_actor()
    {
        var first = Sys.ActorOf(Props.Create(() => new Namer()), "first");
        Sys.ActorOf(Props.Create(() => new Namer()), "second");

        first.Tell("../second");

        ExpectMsg("second");
    }

    [Fact]
    public void Makes_a_dead_letter_where_nobody_is() =>
        EventFilter.DeadLetter<string>().ExpectOne(() => Sys.ActorSelection("/user/nobody").Tell("hello"));

    [Fact]
    public void Identifies_who_is_there()
    {
        var actor = Sys.ActorOf(BlackHoleActor.Props, "hole");

        Sys.ActorSelection("/user/hole").Tell(new Identify(1));
        ExpectMsg(new ActorIdentity(1, actor));

        Sys.ActorSelection("/user/nobody").Tell(new Identify(2));
        ExpectMsg(new ActorIdentity(2, null));
    }

    [Fact]
    public async Task Resolves_to_a_ref()
    {
        var actor = Sys.ActorOf(BlackHoleActor.Props, "hole");

        Assert.Equal(actor, await Sys.ActorSelection("/user/hole").ResolveOne(Patience));
    }

    [Fact]
    public async Task Does_not_resolve_where_nobody_is() =>
        await Assert.ThrowsAsync<ActorNotFoundException>(() => Sys.ActorSelection("/user/nobody").ResolveOne(Patience));

    private sealed class Namer : ReceiveActor
    {
        public Namer()
        {
            Receive<string>(text => text == "who?", _ => Sender.Tell(Self.Path.Name));
            Receive<string>(path => Context.ActorSelection(path).Tell("who?", Sender));
        }
    }
}
