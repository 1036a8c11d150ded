using System.Security.Cryptography;
using Akka.Actor;
using Akka.Remote.Wire;
using Google.Protobuf;

namespace Akka.Remote.Transport;

/// <summary>How two systems learn who the other is. What they think of it is for <see cref="Incarnations"/>.</summary>
/// <remarks>The called side draws a nonce for each connection and the caller gives it back, so that a recorded greeting opens nothing.</remarks>
internal sealed class Handshake(Address self, int uid)
{
    private const uint Version = 1;
    private const int NonceBytes = 16;

    /// <summary>What a frame may have before it is known who sends it, in bytes.</summary>
    private const int FrameLimit = 4096;

    /// <summary>The answer to a caller that is let in.</summary>
    public Hello Answer => new() { Version = Version, Address = self.ToString(), Uid = uid };

    /// <summary>As the calling side.</summary>
    /// <returns>The incarnation that answered, and what reads its frames.</returns>
    /// <exception cref="RefusedException">The other side gave a reason why not.</exception>
    /// <exception cref="ProtocolException">It is somebody else, or no system of this runtime.</exception>
    public async Task<(int Uid, FrameReader Reader)> CallAsync(System.IO.Stream stream, Address target, CancellationToken stop)
    {
        await stream.WriteAsync(Preamble.Bytes.ToArray(), stop).ConfigureAwait(false);
        await Preamble.ReadAsync(stream, stop).ConfigureAwait(false);
        var reader = new FrameReader(stream, FrameLimit);
        var challenge = Read(await reader.NextAsync(stop).ConfigureAwait(false), FrameKind.Challenge, Challenge.Parser);

        var hello = Answer;
        (hello.Target, hello.Nonce) = (target.ToString(), challenge.Nonce);
        await WriteAsync(stream, FrameKind.Hello, hello, stop).ConfigureAwait(false);

        var answer = Read(await reader.NextAsync(stop).ConfigureAwait(false), FrameKind.Hello, Hello.Parser);
        if (answer.Address != target.ToString())
            throw new ProtocolException($"is {answer.Address}, not {target}");
        return (Checked(answer).Uid, reader);
    }

    /// <summary>As the called side. The caller still waits for <see cref="Answer"/> or a refusal.</summary>
    /// <exception cref="RefusedException">What the caller wants is not here.</exception>
    /// <exception cref="ProtocolException">It is no system of this runtime.</exception>
    public async Task<(Address Caller, int Uid, FrameReader Reader)> ReceiveAsync(System.IO.Stream stream, CancellationToken stop)
    {
        var nonce = ByteString.CopyFrom(RandomNumberGenerator.GetBytes(NonceBytes));
        await stream.WriteAsync(Preamble.Bytes.ToArray(), stop).ConfigureAwait(false);
        await Preamble.ReadAsync(stream, stop).ConfigureAwait(false);
        await WriteAsync(stream, FrameKind.Challenge, new Challenge { Nonce = nonce }, stop).ConfigureAwait(false);

        var reader = new FrameReader(stream, FrameLimit);
        var hello = Checked(Read(await reader.NextAsync(stop).ConfigureAwait(false), FrameKind.Hello, Hello.Parser));
        if (hello.Nonce != nonce)
            throw new ProtocolException("sent a greeting that was made for another connection (a replay?)");
        if (hello.Target != self.ToString())
            throw new RefusedException($"it means {Excerpt.Of(hello.Target)}, and this is {self}", isQuarantined: false);
        if (!Address.TryParse(hello.Address, out var caller) || caller.Protocol != self.Protocol || caller.HasLocalScope || caller == self)
            throw new ProtocolException($"calls itself {Excerpt.Of(hello.Address)}, which is no address of another system");
        return (caller, hello.Uid, reader);
    }

    /// <summary>Tells the caller why it is not let in, if it still listens.</summary>
    public static Task RefuseAsync(System.IO.Stream stream, string why, bool isQuarantined, CancellationToken stop) =>
        WriteAsync(stream, FrameKind.Refusal, new Refusal { Why = why, IsQuarantined = isQuarantined }, stop);

    /// <exception cref="ProtocolException">The bytes are no such message.</exception>
    public static T Parse<T>(MessageParser<T> parser, ReadOnlyMemory<byte> body) where T : IMessage<T>
    {
        try
        {
            return parser.ParseFrom(body.Span);
        }
        catch (InvalidProtocolBufferException e)
        {
            throw new ProtocolException($"sent a {typeof(T).Name} that cannot be read: {e.Message}", e);
        }
    }

    private static Hello Checked(Hello hello)
    {
        if (hello.Version < Version)
            throw new ProtocolException($"speaks version {hello.Version} of the protocol; this system speaks {Version}");
        return hello.Uid != 0 ? hello : throw new ProtocolException("has no uid");
    }

    private static T Read<T>((FrameKind Kind, ReadOnlyMemory<byte> Body) frame, FrameKind wanted, MessageParser<T> parser) where T : IMessage<T>
    {
        if (frame.Kind == FrameKind.Refusal)
        {
            var refusal = Parse(Refusal.Parser, frame.Body);
            throw new RefusedException(Excerpt.Of(refusal.Why), refusal.IsQuarantined);
        }

        return frame.Kind == wanted
            ? Parse(parser, frame.Body)
            : throw new ProtocolException($"sent a frame of kind {(byte)frame.Kind} in the handshake, where {wanted} comes");
    }

    private static async Task WriteAsync(System.IO.Stream stream, FrameKind kind, IMessage body, CancellationToken stop)
    {
        var queue = new FrameQueue();
        queue.Add(kind, body);
        var piece = queue.Take();
        await stream.WriteAsync(piece.Bytes.AsMemory(0, piece.Length), stop).ConfigureAwait(false);
        piece.GiveBack();
    }
}
