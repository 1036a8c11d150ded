using Akka.Actor;
using Akka.Event;
using Akka.TestKit;

namespace Akka.Remote.Tests;

public sealed class ConnectionTests(ITestOutputHelper output) : RemoteTestKit(output, Impatient)
{
    private const string Impatient = "akka.remote { retry-gate-closed-for = 200 ms, flush-wait-on-shutdown = 10 s }";

    private readonly Proxy _proxy = new();

    [Fact]
    public void Delivers_what_was_told_before_the_other_system_was_there()
    {
        var address = new Address("akka.tcp", "there", "127.0.0.1", FreePort());
        var failures = Listening<AssociationErrorEvent>();

        Sys.ActorSelection(address + "/user/echo").Tell("early", TestActor);
        Assert.Equal(address, failures.ExpectMsg<AssociationErrorEvent>(Soon).RemoteAddress);
        Again(address, "akka.log-dead-letters = off").ActorOf(Props.Create<Echo>(), "echo");
        AwaitAssert(() => AskAgain(address), Soon);
    }

    [Fact]
    public async Task Reconnects_after_a_cut()
    {
        var there = Behind(_proxy);
        var echo = await RefTo(there.ActorOf(Props.Create<Echo>()));
        var lost = Listening<DisassociatedEvent>();

        _proxy.Cut();

        lost.ExpectMsg<DisassociatedEvent>(Soon);
        Assert.Equal("still there", await echo.Ask<string>("still there"));
    }

    [Fact]
    public async Task Answers_a_caller_that_cannot_be_called_on_the_connection_that_it_made()
    {
        var hidden = Other("hidden", "akka.remote.dot-netty.tcp { public-hostname = hidden.invalid, public-port = 1 }");
        var echo = await RefTo(hidden, Sys.ActorOf(Props.Create<Echo>()));

        Assert.Equal("heard", await echo.Ask<string>("heard"));
    }

    [Fact]
    public void Keeps_the_order_through_cuts_whoever_made_the_connection()
    {
        using var before = new Proxy();
        var (one, two) = (Behind(before, "one"), Behind(_proxy, "two"));
        var (first, second) = (CreateTestProbe(), CreateTestProbe());
        var (fromOne, fromTwo) = (Through(one, two, first), Through(two, one, second));

        for (var i = 0; i < 40_000; i++)
        {
            fromOne.Tell(i, ActorRefs.NoSender);
            fromTwo.Tell(i, ActorRefs.NoSender);
            if (i % 2000 == 1000)
                (i % 4000 == 1000 ? before : _proxy).Cut();
        }

        foreach (var (path, probe) in new[] { (fromOne, first), (fromTwo, second) })
        {
            var seen = ReceivedUntilTheLast(path, probe);
            Assert.Equal(seen.Distinct().Order(), seen);
        }
    }

    [Fact]
    public async Task Loses_no_watch_by_a_cut()
    {
        var there = Behind(_proxy);
        var actor = there.ActorOf(Props.Create<Echo>());
        var echo = await RefTo(actor);
        Watch(echo);
        _proxy.Block();

        Assert.True(await actor.GracefulStop(Soon));
        _proxy.Unblock();

        ExpectTerminated(echo, Soon);
    }

    [Fact]
    public async Task Sends_what_was_told_before_the_end()
    {
        var there = Other();
        var probe = CreateTestProbe();
        var here = await RefTo(there, probe.Ref);

        for (var i = 0; i < 5000; i++)
            here.Tell(i, ActorRefs.NoSender);
        await there.Terminate();

        Assert.Equal(Enumerable.Range(0, 5000), probe.ReceiveN(5000, Soon).Cast<int>());
    }

    [Fact]
    public async Task Reaches_a_system_that_was_started_again_at_the_same_address()
    {
        var there = Other();
        var address = AddressOf(there);
        await Selection(there, "/user").ResolveOne(Soon);
        await there.Terminate();

        Again(address).ActorOf(Props.Create<Echo>(), "echo");

        AwaitAssert(() => AskAgain(address), Soon);
    }

    [Fact]
    public async Task Says_once_that_a_message_is_too_large_and_delivers_the_next()
    {
        var there = Other();
        var echo = await RefTo(there.ActorOf(Props.Create<Echo>()));
        var warnings = Listening<Warning>();

        echo.Tell(new string('x', 200_000), TestActor);
        echo.Tell("small", TestActor);

        ExpectMsg("small", Soon);
        var warning = warnings.ExpectMsg<Warning>(Soon).ToString();
        Assert.Contains("System.String", warning, StringComparison.Ordinal);
        Assert.Contains("maximum-frame-size is 128000", warning, StringComparison.Ordinal);
        Assert.Matches("it takes 200[0-9]{3} bytes", warning);
        Assert.False(warnings.HasMessages);
    }

    [Fact]
    public async Task Delivers_a_message_that_is_just_small_enough()
    {
        var there = Other();
        var echo = await RefTo(there.ActorOf(Props.Create<Echo>()));

        Assert.Equal(127_000, (await echo.Ask<string>(new string('x', 127_000))).Length);
    }

    [Fact]
    public void Keeps_nothing_for_long_for_who_cannot_be_reached()
    {
        var impatient = Other("impatient", "akka.remote.dot-netty.tcp.connection-timeout = 300 ms");
        var warnings = Listening<Warning>(impatient);

        impatient.ActorSelection($"akka.tcp://there@127.0.0.1:{FreePort()}/user/echo").Tell("in vain");

        ExpectWarning(warnings, "Dropped 1 messages for");
    }

    [Fact]
    public void Keeps_no_more_than_so_much_for_who_cannot_be_reached()
    {
        var dead = Listening<DeadLetter>();
        var nowhere = Sys.ActorSelection($"akka.tcp://there@127.0.0.1:{FreePort()}/user/echo");

        for (var i = 0; i < 10_001; i++)
            nowhere.Tell(i, TestActor);

        Assert.Equal(10_000, dead.ExpectMsg<DeadLetter>(Soon).Message is ActorSelectionMessage selected ? selected.Message : null);
    }

    [Fact]
    public async Task Ends_without_a_warning_on_either_side()
    {
        var there = Other();
        await Selection(there, "/user").ResolveOne(Soon);
        var (here, theirs) = (Listening<Warning>(), Listening<Warning>(there));
        var gone = Listening<DisassociatedEvent>();

        await there.Terminate();

        gone.ExpectMsg<DisassociatedEvent>(Soon);
        Assert.False(here.HasMessages || theirs.HasMessages);
    }

    [Fact]
    public async Task Publishes_its_life()
    {
        var there = Other();
        var events = Listening<RemotingLifecycleEvent>();

        await Selection(there, "/user").ResolveOne(Soon);
        var associated = events.ExpectMsg<AssociatedEvent>(Soon);
        await there.Terminate();
        var disassociated = events.FishForMessage<DisassociatedEvent>(_ => true, Soon);

        Assert.Equal((Here, AddressOf(there), false), (associated.LocalAddress, associated.RemoteAddress, associated.IsInbound));
        Assert.Equal(AddressOf(there), disassociated.RemoteAddress);
    }

    protected override void AfterAll()
    {
        base.AfterAll();
        _proxy.Dispose();
    }

    /// <summary>A ref of one system to an actor of another that forwards to a probe.</summary>
    private static IActorRef Through(ActorSystem from, ActorSystem to, TestProbe probe)
    {
        var forwarder = to.ActorOf(Props.Create(() => new Forwarder(probe.Ref)));
        return ((ExtendedActorSystem)from).Provider.ResolveActorRef(forwarder.Path.ToSerializationFormatWithAddress(AddressOf(to)));
    }

    private static List<int> ReceivedUntilTheLast(IActorRef way, TestProbe probe)
    {
        var seen = new List<int>();
        probe.AwaitAssert(
            () =>
            {
                way.Tell(int.MaxValue, ActorRefs.NoSender);
                while (probe.ReceiveOne(TimeSpan.FromMilliseconds(100)) is int number && number != int.MaxValue)
                    seen.Add(number);
                Assert.Equal(int.MaxValue, probe.LastMessage);
            },
            Soon);
        return seen;
    }

    private void AskAgain(Address address)
    {
        Sys.ActorSelection(address + "/user/echo").Tell("there?", TestActor);
        ExpectMsg("there?", TimeSpan.FromSeconds(1));
    }
}
