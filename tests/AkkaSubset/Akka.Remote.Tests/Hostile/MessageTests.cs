using Akka.Actor;
using Akka.Event;

namespace Akka.Remote.Tests.Hostile;

/// <summary>What a peer may say whose handshake was right.</summary>
public sealed class MessageTests : HostileTestKit
{
    private const string Me = "akka.tcp://stranger@127.0.0.1:1";
    private const int Misc = 16;
    private const int Primitive = 17;

    private readonly Stranger _stranger;

    public MessageTests(ITestOutputHelper output) : base(output) => _stranger = Stranger.Enter(Here, Me, 7);

    public static TheoryData<int, string, string> Unreadable => new()
    {
        { 4711, "S", "no serializer of this system has that identifier" },
        { -1, "", "no serializer of this system has that identifier" },
        { Misc, "System.Diagnostics.Process, System", "knows no message" },
        { Misc, "", "knows no message" },
        { Primitive, "System.String", "no text and no number" },
        { Primitive, "I", "no text and no number" },
    };

    [SubsetTheory]
    [MemberData(nameof(Unreadable))]
    public async Task Drops_what_no_serializer_reads(int serializer, string manifest, string why)
    {
        _stranger.Send(Stranger.Message(EchoPath, serializer, manifest, [1, 2, 3]));

        await ExpectOneLine(why);
        ExpectStillHeard();
    }

    [SubsetFact]
    public async Task Says_the_same_refusal_once_per_connection()
    {
        for (var i = 0; i < 100; i++)
            _stranger.Send(Stranger.Message(EchoPath, 4711, "S", [1, 2, 3]));

        await ExpectOneLine("no serializer of this system has that identifier");
        ExpectStillHeard();
    }

    [SubsetTheory]
    [InlineData("akka.tcp://elsewhere@127.0.0.1:2552/user/echo")]
    [InlineData("akka.udp://here@127.0.0.1:2552/user/echo")]
    public async Task Drops_what_is_for_another_system(string recipient)
    {
        var dead = Listening<DeadLetter>();
        _stranger.Send(Stranger.Message(recipient, Primitive, "S", "stray"u8.ToArray()));

        ExpectStillHeard();
        await ExpectService();
        Assert.True(Warnings.HasMessages || dead.HasMessages);
    }

    [SubsetFact]
    public async Task Ends_the_connection_at_an_envelope_that_is_no_protobuf()
    {
        _stranger.Send(Stranger.Frame(Stranger.Envelope, 0xff, 0xff, 0xff));

        _stranger.ExpectEnd();
        await ExpectOneLine("cannot be read");
    }

    [SubsetFact]
    public async Task Ends_the_connection_at_a_frame_that_it_does_not_know()
    {
        _stranger.Send(Stranger.Frame(99));

        _stranger.ExpectEnd();
        await ExpectOneLine("sent a frame of kind 99");
    }

    [SubsetFact]
    public async Task Ends_the_connection_at_a_frame_that_is_too_large()
    {
        _stranger.Send(0, 2, 0, 0);

        _stranger.ExpectEnd();
        await ExpectOneLine("sent a frame of 131,072 bytes, where 1 to 128,000 are allowed");
    }

    [SubsetFact]
    public async Task Ends_the_connection_at_a_frame_that_is_cut_short()
    {
        _stranger.Send(Stranger.Message(EchoPath, Primitive, "S", new byte[1000])[..500]);
        _stranger.Finish();

        _stranger.ExpectEnd();
        await ExpectOneLine("in the middle of a frame");
    }

    [SubsetFact]
    public async Task Does_not_unpack_what_is_wrapped_too_often()
    {
        byte[] payload = [.. Wire.Number(1, Primitive), .. Wire.Text(2, "S"), .. Wire.Bytes(3, "core"u8.ToArray())];
        for (var i = 0; i < 100; i++)
            payload = [.. Wire.Number(1, Misc), .. Wire.Text(2, "identify"), .. Wire.Bytes(3, Wire.Bytes(1, payload))];
        _stranger.Send(Stranger.Frame(Stranger.Envelope, [.. Wire.Text(1, EchoPath), .. Wire.Bytes(3, payload)]));

        await ExpectOneLine("wrapped in each other");
        ExpectStillHeard();
    }

    [SubsetTheory]
    [InlineData("/user")]
    [InlineData("/system")]
    [InlineData("/system/remote-watcher")]
    [InlineData("/")]
    public async Task Stops_nothing_but_users_actors(string path)
    {
        _stranger.Send(Stranger.Message(Here + path, Misc, "poison-pill", []));

        await ExpectOneLine("cannot be stopped from elsewhere");
        ExpectStillHeard();
    }

    [SubsetFact]
    public async Task Does_not_believe_the_death_of_an_actor_of_somebody_else()
    {
        var there = Other();
        var victim = await RefTo(there.ActorOf(Props.Create<Echo>()));
        Watch(victim);

        _stranger.Send(Stranger.Message(
            $"{Here}/system/remote-watcher", Misc, "died", Wire.Text(1, victim.Path.ToSerializationFormat()), sender: $"{AddressOf(there)}/system/remote-watcher"));

        await ExpectOneLine("only the watcher of a system may speak of its actors");
        ExpectNoMsg(TimeSpan.FromMilliseconds(100));
    }

    [SubsetFact]
    public void Takes_no_message_before_the_stream_has_begun()
    {
        using var early = Stranger.Call(Here);
        Assert.Equal(Stranger.Hello, early.Greet(Here.ToString(), "akka.tcp://early@127.0.0.1:1", 8).Kind);

        early.Send(Stranger.Message(ProbePath, Primitive, "S", "before"u8.ToArray()));
        early.Send([.. Stranger.Frame(Stranger.Stream, Wire.Number(1, 1)), .. Stranger.Message(ProbePath, Primitive, "S", "after"u8.ToArray())]);

        ExpectMsg("after", Soon);
    }

    private string ProbePath => TestActor.Path.ToSerializationFormatWithAddress(Here);

    protected override void AfterAll()
    {
        _stranger.Dispose();
        base.AfterAll();
    }

    private void ExpectStillHeard()
    {
        _stranger.Send(Stranger.Message(ProbePath, Primitive, "S", "heard"u8.ToArray()));
        ExpectMsg("heard", Soon);
    }
}
