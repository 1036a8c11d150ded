using Akka.Actor;
using Akka.Event;

namespace Akka.Remote.Tests;

/// <summary>A system that is started again at the address of one that has not said goodbye.</summary>
public sealed class IncarnationTests : RemoteTestKit
{
    private readonly Proxy _proxy = new();
    private readonly ActorSystem _former;

    public IncarnationTests(ITestOutputHelper output) : base(output, "akka.remote.retry-gate-closed-for = 200 ms") => _former = Behind(_proxy);

    [Fact]
    public async Task Lets_refs_of_the_former_die_and_reaches_the_new_one()
    {
        var old = await RefTo(_former.ActorOf(Props.Create<Echo>(), "echo"));
        Watch(old);
        Assert.Equal("old", await old.Ask<string>("old"));
        var events = Listening<QuarantinedEvent>();

        Behind(_proxy).ActorOf(Props.Create<Echo>(), "echo");
        _proxy.Cut();

        Assert.True(ExpectTerminated(old, Soon).AddressTerminated);
        var quarantined = events.ExpectMsg<QuarantinedEvent>(Soon);
        Assert.Equal((AddressOf(_former), AddressUidExtension.Uid(_former)), (quarantined.Address, quarantined.Uid));
        var renewed = await RefTo(old);
        Assert.NotEqual(old, renewed);
        Assert.Equal("new", await renewed.Ask<string>("new"));
    }

    [Fact]
    public async Task Does_not_let_the_former_in_again()
    {
        await RefTo(_former.ActorOf(Props.Create<Echo>(), "echo"));
        var events = Listening<QuarantinedEvent>();
        Behind(_proxy);
        _proxy.Cut();
        AwaitAssert(
            () =>
            {
                Selection(_former, "/user/echo").Tell("?", TestActor);
                events.ExpectMsg<QuarantinedEvent>(TimeSpan.FromMilliseconds(500));
            },
            Soon);
        var told = Listening<ThisActorSystemQuarantinedEvent>(_former);

        _former.ActorSelection(TestActor.Path.ToSerializationFormatWithAddress(Here)).Tell("from the dead");

        Assert.Equal(Here, told.ExpectMsg<ThisActorSystemQuarantinedEvent>(Soon).RemoteAddress);
        Assert.False(HasMessages);
    }

    [Fact]
    public async Task Believes_a_new_one_that_calls_only_after_calling_back()
    {
        var old = await RefTo(_former.ActorOf(Props.Create<Echo>(), "echo"));
        Watch(old);
        var renewed = Behind(_proxy);

        renewed.ActorSelection(TestActor.Path.ToSerializationFormatWithAddress(Here)).Tell("I am new");

        ExpectMsgAllOf(Soon, ["I am new", "died"], message => message is Terminated ? "died" : (string)message);
    }

    [Fact]
    public async Task Quarantines_at_will()
    {
        var old = await RefTo(_former.ActorOf(Props.Create<Echo>(), "echo"));
        Watch(old);
        var warnings = Listening<Warning>();

        ((RemoteActorRefProvider)((ExtendedActorSystem)Sys).Provider).Quarantine(AddressOf(_former), AddressUidExtension.Uid(_former));

        Assert.True(ExpectTerminated(old, Soon).AddressTerminated);
        old.Tell("in vain", TestActor);
        ExpectWarning(warnings, "the incarnation there is quarantined");
    }

    protected override void AfterAll()
    {
        base.AfterAll();
        _proxy.Dispose();
    }

    private void ExpectMsgAllOf(TimeSpan patience, string[] wanted, Func<object, string> name) =>
        Assert.Equal(wanted.Order(), ReceiveN(wanted.Length, patience).Select(name).Order());
}
