using System.Buffers.Binary;
using System.Text.Json;

namespace ActorBackup.Repository.Tests;

/// <summary>The pseudo-random numbers that the vectors' inputs are made of.</summary>
internal sealed class SplitMix(ulong seed)
{
    private ulong _state = seed;

    public ulong Next()
    {
        _state += 0x9E3779B97F4A7C15;
        var z = _state;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    public void Fill(Span<byte> into)
    {
        Span<byte> word = stackalloc byte[8];
        for (; into.Length > 0; into = into[Math.Min(8, into.Length)..])
        {
            BinaryPrimitives.WriteUInt64LittleEndian(word, Next());
            word[..Math.Min(8, into.Length)].CopyTo(into);
        }
    }

    public static byte[] Bytes(ulong seed, int length)
    {
        var bytes = new byte[length];
        new SplitMix(seed).Fill(bytes);
        return bytes;
    }

    /// <summary>An input of <c>chunker.json</c>: segments of random bytes, one byte, or a pattern.</summary>
    public static byte[] Input(JsonElement recipe)
    {
        var bytes = new byte[recipe.GetProperty("length").GetInt32()];
        var at = 0;
        foreach (var segment in recipe.GetProperty("segments").EnumerateArray())
        {
            var into = bytes.AsSpan(at, segment.Number("len"));
            if (segment.TryGetProperty("prng", out _)) new SplitMix(segment.GetProperty("seed").GetUInt64()).Fill(into);
            else if (segment.TryGetProperty("byte", out var value)) into.Fill(value.GetByte());
            else Repeat(segment.Hex("repeat"), into);
            at += into.Length;
        }
        return bytes;
    }

    private static void Repeat(byte[] pattern, Span<byte> into)
    {
        for (; into.Length > 0; into = into[Math.Min(pattern.Length, into.Length)..]) pattern.AsSpan(0, Math.Min(pattern.Length, into.Length)).CopyTo(into);
    }
}
