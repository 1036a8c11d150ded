using Akka.Actor;
using Akka.Event;
using Akka.TestKit;

namespace Akka.Remote.Tests.Hostile;

/// <summary>A system with an actor <c>/user/echo</c> that strangers talk to, and whose warnings are counted.</summary>
public abstract class HostileTestKit : RemoteTestKit
{
    protected HostileTestKit(ITestOutputHelper output, string more = "") : base(output, more)
    {
        Warnings = Listening<Warning>();
        Echo = Sys.ActorOf(Props.Create<Echo>(), "echo");
    }

    protected TestProbe Warnings { get; }
    protected IActorRef Echo { get; }

    protected string EchoPath => Echo.Path.ToSerializationFormatWithAddress(Here);

    /// <summary>One line, and nothing else: others are served as before.</summary>
    protected async Task ExpectOneLine(string text)
    {
        var line = Warnings.ExpectMsg<Warning>(Soon).ToString();
        Assert.Contains(text, line, StringComparison.Ordinal);
        await ExpectService();
        Warnings.ExpectNoMsg(TimeSpan.FromMilliseconds(50));  // a second line would have come with the first
    }

    protected async Task ExpectService()
    {
        var other = Other("friend");
        var echo = await RefTo(other, Echo);
        Assert.Equal("served", await echo.Ask<string>("served"));
        await other.Terminate();
    }
}
