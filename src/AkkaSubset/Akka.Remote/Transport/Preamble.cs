using System.Text;

namespace Akka.Remote.Transport;

/// <summary>The eight bytes that either side sends first, so that a stranger is known before anything of it is read.</summary>
internal static class Preamble
{
    public const int Length = 8;

    public static ReadOnlySpan<byte> Bytes => "\0AkkaSub"u8;

    /// <exception cref="ProtocolException">The other side is no system of this runtime.</exception>
    public static async Task ReadAsync(System.IO.Stream stream, CancellationToken stop)
    {
        var bytes = new byte[Length];
        var read = await stream.ReadAtLeastAsync(bytes, Length, throwOnEndOfStream: false, stop).ConfigureAwait(false);
        if (read == 0)
            throw new ProtocolException("closed the connection without a word");
        if (!bytes.AsSpan(0, read).SequenceEqual(Bytes))
        {
            throw new ProtocolException(
                $"is no node of this runtime: it began with {Convert.ToHexString(bytes, 0, read)} ({Printable(bytes.AsSpan(0, read))}). "
                + "Nodes on the Akka.NET packages, TLS peers of a plain node and other programs cannot take part");
        }
    }

    private static string Printable(ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder();
        foreach (var one in bytes)
            text.Append(one is >= 0x20 and < 0x7f ? (char)one : '.');
        return text.ToString();
    }
}
