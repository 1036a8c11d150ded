using System.Buffers.Binary;

namespace ActorBackup.Repository.Tests.Fuzzing;

/// <summary>Changes bytes as accidents and attackers do. The same seed gives the same changes.</summary>
internal sealed class Mutations(ulong seed)
{
    /// <summary>What a JSON document may turn hostile by.</summary>
    private static readonly byte[][] Fragments =
    [
        "null"u8.ToArray(), "-1"u8.ToArray(), "1e999"u8.ToArray(), "18446744073709551616"u8.ToArray(), "4294967295"u8.ToArray(), "\""u8.ToArray(), "\\"u8.ToArray(),
        "\\ud800"u8.ToArray(), "\\\\x"u8.ToArray(), "{"u8.ToArray(), "}"u8.ToArray(), "["u8.ToArray(), "]"u8.ToArray(), ","u8.ToArray(), ":"u8.ToArray(),
        "{\"a\":[]},"u8.ToArray(), [.. Enumerable.Repeat((byte)'[', 5000)], [.. Enumerable.Repeat((byte)'9', 5000)], [0xff, 0xfe, 0xed, 0xa0, 0x80],
        "../../etc/passwd"u8.ToArray(), "9999-12-31T23:59:59.999999999-23:59"u8.ToArray(), "/* */"u8.ToArray(), [0], "\ufeff"u8.ToArray(),
    ];

    private static readonly uint[] Lengths = [0, 1, 31, 32, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFF, 1_000_000_000];

    private readonly SplitMix _random = new(seed);

    public byte[] Mutate(byte[] original)
    {
        var bytes = (byte[])original.Clone();
        for (var changes = Below(4) + 1; changes > 0; changes--) bytes = Change(bytes);
        return bytes;
    }

    private byte[] Change(byte[] bytes)
    {
        var at = Below(bytes.Length + 1);
        var length = Math.Min(Below(32) + 1, bytes.Length - at);
        switch (Below(8))
        {
            case 0: return bytes[..at];
            case 1: return [.. bytes.AsSpan(0, at), .. bytes.AsSpan(at + length)];
            case 2: return [.. bytes.AsSpan(0, at), .. bytes.AsSpan(at, length), .. bytes.AsSpan(at)];
            case 3: return [.. bytes.AsSpan(0, at), .. Fragments[Below(Fragments.Length)], .. bytes.AsSpan(at)];
            case 4: return [.. bytes.AsSpan(0, at), .. Fragments[Below(Fragments.Length)], .. bytes.AsSpan(at + length)];
            case 5 when bytes.Length - at >= 4: BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(at), Lengths[Below(Lengths.Length)]); return bytes;
            case 6 when length > 0: _random.Fill(bytes.AsSpan(at, length)); return bytes;
            default:
                if (length > 0) bytes[at] ^= (byte)(1 << Below(8));
                return bytes;
        }
    }

    private int Below(int limit) => (int)(_random.Next() % (ulong)limit);
}
