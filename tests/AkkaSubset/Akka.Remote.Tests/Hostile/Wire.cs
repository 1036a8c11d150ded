using System.Text;

namespace Akka.Remote.Tests.Hostile;

/// <summary>Just enough of the protobuf encoding to write frames by hand.</summary>
internal static class Wire
{
    public static byte[] Number(int field, long value) => [.. Varint((uint)field << 3), .. Varint((ulong)value)];

    public static byte[] Text(int field, string value) => Bytes(field, Encoding.UTF8.GetBytes(value));

    public static byte[] Bytes(int field, byte[] value) => [.. Varint(((uint)field << 3) | 2), .. Varint((ulong)value.Length), .. value];

    /// <summary>The value of a field of bytes, where there are only such.</summary>
    public static byte[] BytesOf(byte[] message, int field)
    {
        for (var at = 0; at < message.Length;)
        {
            var (tag, length) = (message[at], message[at + 1]);
            if (tag >> 3 == field)
                return message[(at + 2)..(at + 2 + length)];
            at += 2 + length;
        }

        throw new InvalidDataException($"There is no field {field}.");
    }

    private static IEnumerable<byte> Varint(ulong value)
    {
        for (; value > 0x7f; value >>= 7)
            yield return (byte)(value | 0x80);
        yield return (byte)value;
    }
}
