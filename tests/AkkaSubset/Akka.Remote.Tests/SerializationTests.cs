using System.Text;
using Akka.Actor;
using Akka.Event;
using Akka.Serialization;

namespace Akka.Remote.Tests;

public sealed class SerializationTests : RemoteTestKit
{
    private const string Bound =
        """
        akka.actor {
          serializers { greetings = "Akka.Remote.Tests.GreetingSerializer, Akka.Remote.Tests", refusing = "Akka.Remote.Tests.RefusingSerializer, Akka.Remote.Tests" }
          serialization-bindings { "Akka.Remote.Tests.Greeting, Akka.Remote.Tests" = greetings, "System.Object" = refusing }
        }
        """;

    private readonly ActorSystem _there;

    public SerializationTests(ITestOutputHelper output) : base(output, Bound) => _there = Other("there", Bound);

    [Fact]
    public async Task Carries_refs_in_messages_of_users()
    {
        var echo = await RefTo(_there.ActorOf(Props.Create<Echo>()));
        var probe = CreateTestProbe();

        echo.Tell(new Greeting("hello", probe.Ref), TestActor);

        Assert.Equal(probe.Ref, ExpectMsg<Greeting>(Soon).ReplyTo);
        Assert.True(ExpectAnswerFrom(_there, probe.Ref));
    }

    [Fact]
    public async Task Carries_a_ref_of_a_third_system()
    {
        var third = Other("third", Bound);
        var far = await RefTo(third.ActorOf(Props.Create<Echo>()));
        var echo = await RefTo(_there.ActorOf(Props.Create<Echo>()));

        var answer = await echo.Ask<Greeting>(new Greeting("hello", far));

        Assert.Equal(far, answer.ReplyTo);
        Assert.Equal("over there", await answer.ReplyTo.Ask<string>("over there"));
    }

    [Fact]
    public async Task Carries_bytes_refs_and_identities()
    {
        var echo = await RefTo(_there.ActorOf(Props.Create<Echo>()));

        Assert.Equal([1, 2, 3], await echo.Ask<byte[]>(new byte[] { 1, 2, 3 }));
        Assert.Equal(TestActor, await echo.Ask<IActorRef>(TestActor));
        Assert.Equal("done", (await echo.Ask<Status.Success>(new Status.Success("done"))).Status);
        Assert.Equal(echo, (await echo.Ask<ActorIdentity>(new Identify(7))).Subject);
    }

    [Fact]
    public async Task Drops_what_its_own_serializer_refuses_with_one_line()
    {
        var echo = await RefTo(_there.ActorOf(Props.Create<Echo>()));
        var warnings = Listening<Warning>();

        echo.Tell(new StringBuilder("no message"), TestActor);
        echo.Tell("next", TestActor);

        ExpectMsg("next", Soon);
        var warning = warnings.ExpectMsg<Warning>(Soon).ToString();
        Assert.Contains("System.Text.StringBuilder", warning, StringComparison.Ordinal);
        Assert.False(warnings.HasMessages);
    }

    [Fact]
    public async Task Drops_what_the_other_side_cannot_read_with_one_line_there()
    {
        var plain = Other("plain");
        var echo = await RefTo(plain.ActorOf(Props.Create<Echo>()));
        var warnings = Listening<Warning>(plain);

        echo.Tell(new Greeting("hello", TestActor), TestActor);
        echo.Tell(new Greeting("hello again", TestActor), TestActor);
        echo.Tell("next", TestActor);

        ExpectMsg("next", Soon);
        Assert.Contains("serializer 1001", warnings.ExpectMsg<Warning>(Soon).ToString(), StringComparison.Ordinal);
        Assert.False(warnings.HasMessages);
    }

    [Fact]
    public void Writes_a_ref_with_the_address_by_which_others_know_it()
    {
        var written = Akka.Serialization.Serialization.SerializedActorPath(TestActor);

        Assert.StartsWith($"{Here}/", written, StringComparison.Ordinal);
        Assert.Equal(TestActor, ((ExtendedActorSystem)Sys).Provider.ResolveActorRef(written));
    }

    private bool ExpectAnswerFrom(ActorSystem system, IActorRef to)
    {
        var back = ((ExtendedActorSystem)system).Provider.ResolveActorRef(to.Path.ToSerializationFormatWithAddress(Here));
        return back.Path.Address == Here;
    }
}

public sealed record Greeting(string Text, IActorRef ReplyTo);

public sealed class GreetingSerializer(ExtendedActorSystem system) : SerializerWithStringManifest(system)
{
    public override int Identifier => 1001;

    public override string Manifest(object o) => "greeting";

    public override byte[] ToBinary(object obj) =>
        Encoding.UTF8.GetBytes($"{((Greeting)obj).Text}\n{Akka.Serialization.Serialization.SerializedActorPath(((Greeting)obj).ReplyTo)}");

    public override object FromBinary(byte[] bytes, string manifest)
    {
        var lines = Encoding.UTF8.GetString(bytes).Split('\n');
        return new Greeting(lines[0], system.Provider.ResolveActorRef(lines[1]));
    }
}

public sealed class RefusingSerializer(ExtendedActorSystem system) : SerializerWithStringManifest(system)
{
    public override int Identifier => 1002;

    public override string Manifest(object o) => "";

    public override byte[] ToBinary(object obj) => throw new NotSupportedException($"Nothing is bound to {obj.GetType()}.");

    public override object FromBinary(byte[] bytes, string manifest) => throw new NotSupportedException("Nothing is read here.");
}
