using Akka.Actor;

namespace Akka.Remote.Tests;

public sealed class MessagingTests : RemoteTestKit
{
    private readonly ActorSystem _there;

    public MessagingTests(ITestOutputHelper output) : base(output) => _there = Other();

    [Fact]
    public void Tells_a_selection_and_is_answered_by_a_ref_of_the_other_system()
    {
        _there.ActorOf(Props.Create<Echo>(), "echo");

        Selection(_there, "/user/echo").Tell("hello", TestActor);

        ExpectMsg("hello", Soon);
        Assert.Equal(AddressOf(_there), LastSender.Path.Address);
        LastSender.Tell("again", TestActor);
        ExpectMsg("again", Soon);
    }

    [Fact]
    public async Task Asks_an_actor_elsewhere()
    {
        var echo = await RefTo(_there.ActorOf(Props.Create<Echo>()));

        Assert.Equal(42, await echo.Ask<int>(42));
        Assert.Equal(1L << 40, await echo.Ask<long>(1L << 40));
        Assert.Equal("grüß dich", await Selection(_there, echo.Path.ToStringWithoutAddress()).Ask<string>("grüß dich"));
    }

    [Fact]
    public async Task Throws_a_failure_at_who_asks()
    {
        var echo = await RefTo(_there.ActorOf(Props.Create<Echo>()));

        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => echo.Ask<string>(new Status.Failure(new InvalidOperationException("no"))));

        Assert.Equal("no", failure.Message);
    }

    [Fact]
    public async Task Keeps_the_sender_of_what_is_forwarded()
    {
        var echo = Sys.ActorOf(Props.Create<Echo>());
        var back = await RefTo(_there, echo);
        var forwarder = await RefTo(_there.ActorOf(Props.Create(() => new Forwarder(back))));

        forwarder.Tell("round", TestActor);

        ExpectMsg("round", Soon);
        Assert.Equal(echo, LastSender);
    }

    [Fact]
    public async Task Pipes_to_a_sender_elsewhere()
    {
        var piper = await RefTo(_there.ActorOf(Props.Create<Piper>()));

        Assert.Equal("LOUD", await piper.Ask<string>("loud"));
    }

    [Fact]
    public async Task Has_no_ref_to_who_is_not_there()
    {
        var identity = await Selection(_there, "/user/nobody").Ask<ActorIdentity>(new Identify("who"));

        Assert.Equal("who", identity.MessageId);
        Assert.Null(identity.Subject);
    }

    [Fact]
    public async Task Tells_all_whom_a_pattern_fits()
    {
        _there.ActorOf(Props.Create<Echo>(), "echo-1");
        _there.ActorOf(Props.Create<Echo>(), "echo-2");
        await RefTo(_there.ActorOf(Props.Create<Echo>(), "other"));

        Selection(_there, "/user/echo-*").Tell(new Identify(1), TestActor);

        var names = new[] { ExpectMsg<ActorIdentity>(Soon), ExpectMsg<ActorIdentity>(Soon) }.Select(identity => identity.Subject.Path.Name);
        Assert.Equal(["echo-1", "echo-2"], names.Order());
    }

    [Fact]
    public async Task Keeps_the_order_between_two_actors()
    {
        var echo = await RefTo(_there.ActorOf(Props.Create<Echo>()));

        for (var i = 0; i < 20_000; i++)
            echo.Tell(i, TestActor);

        Assert.Equal(Enumerable.Range(0, 20_000), ReceiveN(20_000, Soon).Cast<int>());
    }

    [Fact]
    public async Task Knows_its_own_address_as_itself()
    {
        var echo = Sys.ActorOf(Props.Create<Echo>(), "self");

        var found = await Sys.ActorSelection(new RootActorPath(Here) / "user" / "self").ResolveOne(Soon);

        Assert.Equal(echo, found);
        Assert.Equal(echo, ((ExtendedActorSystem)Sys).Provider.ResolveActorRef(echo.Path.ToSerializationFormatWithAddress(Here)));
    }

    [Fact]
    public async Task Stops_an_actor_elsewhere_by_a_poison_pill()
    {
        var echo = await RefTo(_there.ActorOf(Props.Create<Echo>()));

        Assert.True(await echo.GracefulStop(Soon));
    }
}
