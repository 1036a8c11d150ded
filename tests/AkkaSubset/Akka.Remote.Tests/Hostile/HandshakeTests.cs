using System.Buffers.Binary;

namespace Akka.Remote.Tests.Hostile;

public sealed class HandshakeTests(ITestOutputHelper output) : HostileTestKit(output, "akka.remote.dot-netty.tcp.connection-timeout = 1s")
{
    private const string Me = "akka.tcp://stranger@127.0.0.1:1";

    public static TheoryData<string, byte[]> OtherTongues => new()
    {
        { "HTTP", "GET / HTTP/1.1\r\nHost: here\r\n\r\n"u8.ToArray() },
        { "TLS", [0x16, 3, 1, 2, 0, 1, 0, 1, 0xfc, 3, 3, 7, 7, 7] },
        { "noise", [.. Enumerable.Range(0, 3000).Select(i => (byte)(i * 7919 >> 3))] },
        { "length, lowest byte first, and protobuf, as Akka.NET's packages send", AssociateOfThePackages() },
    };

    [SubsetTheory]
    [MemberData(nameof(OtherTongues))]
    public async Task Refuses_who_speaks_another_tongue(string tongue, byte[] words)
    {
        using var stranger = Stranger.Call(Here);

        stranger.Send(words);

        stranger.ExpectEnd();
        await ExpectOneLine("is no node of this runtime");
        Assert.NotEmpty(tongue);
    }

    [SubsetFact]
    public async Task Refuses_who_says_nothing_and_goes()
    {
        using (var stranger = Stranger.Call(Here))
            stranger.Finish();

        await ExpectOneLine("closed the connection without a word");
    }

    [SubsetTheory]
    [InlineData(int.MaxValue)]
    [InlineData(5000)]
    [InlineData(0)]
    public async Task Refuses_a_frame_of_a_size_that_is_not_allowed(int length)
    {
        using var stranger = Stranger.Call(Here);
        var announced = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(announced, length);

        stranger.TakeChallenge();
        stranger.Send(announced);

        stranger.ExpectEnd();
        await ExpectOneLine("where 1 to 4,096 are allowed");
    }

    [SubsetFact]
    public async Task Refuses_a_frame_that_is_cut_short()
    {
        using var stranger = Stranger.Call(Here);

        stranger.TakeChallenge();
        stranger.Send(Stranger.Frame(Stranger.Hello, new byte[100])[..50]);
        stranger.Finish();

        stranger.ExpectEnd();
        await ExpectOneLine("in the middle of a frame");
    }

    [SubsetFact]
    public async Task Refuses_a_greeting_that_is_no_protobuf()
    {
        using var stranger = Stranger.Call(Here);

        stranger.TakeChallenge();
        stranger.Send(Stranger.Frame(Stranger.Hello, 0xff, 0xff, 0xff));

        stranger.ExpectEnd();
        await ExpectOneLine("cannot be read");
    }

    [SubsetFact]
    public async Task Refuses_a_message_of_who_has_not_greeted()
    {
        using var stranger = Stranger.Call(Here);

        stranger.TakeChallenge();
        stranger.Send(Stranger.Message(EchoPath, 17, "S", "early"u8.ToArray()));

        stranger.ExpectEnd();
        await ExpectOneLine("in the handshake, where Hello comes");
    }

    [SubsetFact]
    public async Task Does_not_wait_for_ever_for_a_greeting()
    {
        using var stranger = Stranger.Call(Here);
        stranger.TakeChallenge();

        stranger.Send(0, 0);

        stranger.ExpectEnd();
        await ExpectOneLine("did not say who it is within");
    }

    [SubsetFact]
    public async Task Refuses_a_greeting_that_was_made_for_another_connection()
    {
        byte[] recorded;
        using (var first = Stranger.Call(Here))
        {
            recorded = Stranger.Frame(Stranger.Hello, Stranger.Greeting(Here.ToString(), Me, 7, first.TakeChallenge()));
            first.Send(recorded);
            Assert.Equal(Stranger.Hello, first.Take().Kind);
            first.Finish();
            first.ExpectEnd();
        }

        using var second = Stranger.Call(Here);
        second.TakeChallenge();
        second.Send(recorded);

        second.ExpectEnd();
        await ExpectOneLine("made for another connection");
    }

    [SubsetTheory]
    [InlineData("akka.tcp://elsewhere@127.0.0.1:2552")]
    [InlineData("")]
    public async Task Refuses_who_means_another_system(string target)
    {
        using var stranger = Stranger.Call(Here);

        var (kind, _) = stranger.Greet(target, Me, 7);

        Assert.Equal(Stranger.Refusal, kind);
        stranger.ExpectEnd();
        await ExpectOneLine($"it means '{target}', and this is {Here}");
    }

    [SubsetTheory]
    [InlineData("akka://stranger")]
    [InlineData("http://stranger@127.0.0.1:1")]
    [InlineData("nonsense\nwith a line break")]
    public async Task Refuses_who_has_no_address(string address)
    {
        using var stranger = Stranger.Call(Here);

        stranger.Send(Stranger.Frame(Stranger.Hello, Stranger.Greeting(Here.ToString(), address, 7, stranger.TakeChallenge())));

        stranger.ExpectEnd();
        await ExpectOneLine("no address of another system");
    }

    [SubsetFact]
    public async Task Refuses_who_claims_to_be_this_system()
    {
        using var stranger = Stranger.Call(Here);

        stranger.Send(Stranger.Frame(Stranger.Hello, Stranger.Greeting(Here.ToString(), Here.ToString(), 7, stranger.TakeChallenge())));

        stranger.ExpectEnd();
        await ExpectOneLine("no address of another system");
    }

    [SubsetFact]
    public async Task Refuses_a_version_before_the_first()
    {
        using var stranger = Stranger.Call(Here);

        stranger.Send(Stranger.Frame(Stranger.Hello, Stranger.Greeting(Here.ToString(), Me, 7, stranger.TakeChallenge(), version: 0)));

        stranger.ExpectEnd();
        await ExpectOneLine("speaks version 0 of the protocol; this system speaks 1");
    }

    [SubsetFact]
    public async Task Refuses_who_claims_the_address_of_a_system_that_lives()
    {
        var there = Other();
        await Selection(there, "/user").ResolveOne(Soon);
        using var stranger = Stranger.Call(Here);

        var (kind, _) = stranger.Greet(Here.ToString(), AddressOf(there).ToString(), 7);

        Assert.Equal(Stranger.Refusal, kind);
        ExpectWarning(Warnings, "where another incarnation lives");
        Assert.NotNull(await Selection(there, "/user").ResolveOne(Soon));
    }

    [SubsetFact]
    public async Task Hears_others_while_very_many_say_nothing()
    {
        var silent = Enumerable.Range(0, 300).Select(_ => Stranger.Call(Here)).ToArray();

        await ExpectService();

        Array.ForEach(silent, stranger => stranger.Dispose());
        ExpectWarning(Warnings, "when too many others came");
    }

    /// <summary>Four bytes of length, lowest first, and a message with an instruction in which the other side's address and uid are.</summary>
    private static byte[] AssociateOfThePackages()
    {
        byte[] address = [.. Wire.Text(1, "here"), .. Wire.Text(2, "127.0.0.1"), .. Wire.Number(3, 2552), .. Wire.Text(4, "akka.tcp")];
        byte[] message = Wire.Bytes(2, [.. Wire.Number(1, 1), .. Wire.Bytes(2, [.. Wire.Bytes(1, address), .. Wire.Number(2, 7)])]);
        return [(byte)message.Length, 0, 0, 0, .. message];
    }
}
