using System.Buffers.Binary;
using System.Net.Sockets;
using Akka.Actor;

namespace Akka.Remote.Tests.Hostile;

/// <summary>A program that talks to a system over a bare socket, rightly or wrongly.</summary>
internal sealed class Stranger : IDisposable
{
    public const byte Challenge = 1;
    public const byte Hello = 2;
    public const byte Refusal = 3;
    public const byte Stream = 4;
    public const byte Envelope = 7;

    private readonly Socket _socket;
    private readonly NetworkStream _stream;

    private Stranger(Socket socket) => (_socket, _stream) = (socket, new NetworkStream(socket, ownsSocket: true));

    public static byte[] Preamble => [0, .. "AkkaSub"u8];

    public static Stranger Call(Address target)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true, ReceiveTimeout = 30_000 };
        socket.Connect(target.Host!, target.Port!.Value);
        return new Stranger(socket);
    }

    /// <summary>A call whose handshake is done right.</summary>
    public static Stranger Enter(Address target, string address, int uid)
    {
        var stranger = Call(target);
        var (kind, _) = stranger.Greet(target.ToString(), address, uid);
        Assert.Equal(Hello, kind);
        stranger.Send(Frame(Stream, Wire.Number(1, 1)));
        return stranger;
    }

    public static byte[] Frame(byte kind, params byte[] body)
    {
        var frame = new byte[5 + body.Length];
        BinaryPrimitives.WriteInt32BigEndian(frame, 1 + body.Length);
        frame[4] = kind;
        body.CopyTo(frame, 5);
        return frame;
    }

    public static byte[] Greeting(string target, string address, int uid, byte[] nonce, long version = 1) =>
        [.. Wire.Number(1, version), .. Wire.Text(2, address), .. Wire.Number(3, uid), .. Wire.Text(4, target), .. Wire.Bytes(5, nonce)];

    public static byte[] Message(string recipient, int serializer, string manifest, byte[] bytes, string sender = "") => Frame(
        Envelope,
        [.. Wire.Text(1, recipient), .. Wire.Text(2, sender), .. Wire.Bytes(3, [.. Wire.Number(1, serializer), .. Wire.Text(2, manifest), .. Wire.Bytes(3, bytes)])]);

    public void Send(params byte[] bytes)
    {
        try
        {
            _stream.Write(bytes);
        }
        catch (IOException)
        {
            // The other side may have had enough already.
        }
    }

    /// <summary>Ends what this side says, and goes on listening.</summary>
    public void Finish() => _socket.Shutdown(SocketShutdown.Send);

    /// <summary>The nonce that the other side draws for this connection.</summary>
    public byte[] TakeChallenge()
    {
        Send(Preamble);
        var preamble = new byte[8];
        _stream.ReadExactly(preamble);
        Assert.Equal(Preamble, preamble);
        var (kind, body) = Take();
        Assert.Equal(Challenge, kind);
        return Wire.BytesOf(body, 1);
    }

    public (byte Kind, byte[] Body) Greet(string target, string address, int uid)
    {
        Send(Frame(Hello, Greeting(target, address, uid, TakeChallenge())));
        return Take();
    }

    public (byte Kind, byte[] Body) Take()
    {
        var length = new byte[4];
        _stream.ReadExactly(length);
        var frame = new byte[BinaryPrimitives.ReadInt32BigEndian(length)];
        _stream.ReadExactly(frame);
        return (frame[0], frame[1..]);
    }

    /// <summary>Waits until the other side closes the connection.</summary>
    public void ExpectEnd()
    {
        try
        {
            var rest = new byte[4096];
            while (_stream.Read(rest) > 0)
            {
            }
        }
        catch (IOException e) when (e.InnerException is SocketException { SocketErrorCode: SocketError.ConnectionReset })
        {
            // Closed while it had not read all that was sent.
        }
    }

    public void Dispose() => _stream.Dispose();
}
