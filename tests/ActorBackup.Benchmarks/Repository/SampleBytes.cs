using System.Runtime.InteropServices;
using System.Text;

namespace ActorBackup.Benchmarks.Repository;

/// <summary>Random bytes and text that compresses to about a quarter, the same for the same seed.</summary>
internal sealed class SampleBytes(ulong seed)
{
    private readonly byte[][] _words = Words();
    private ulong _state = seed;

    /// <summary>SplitMix64.</summary>
    public ulong Next()
    {
        _state += 0x9E3779B97F4A7C15;
        var z = _state;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    /// <summary>Both ends included.</summary>
    public int Between(int low, int high) => low + (int)(Next() % (ulong)(high - low + 1));

    public void FillRandom(Span<byte> into)
    {
        foreach (ref var word in MemoryMarshal.Cast<byte, ulong>(into)) word = Next();
        for (var i = into.Length & ~7; i < into.Length; i++) into[i] = (byte)Next();
    }

    public void FillText(Span<byte> into)
    {
        for (ulong random = 0, left = 0; into.Length > 0; random >>= 8, left--)
        {
            if (left == 0) (random, left) = (Next(), 8);
            var word = _words[random & 255].AsSpan();
            if (word.Length > into.Length) word = word[..into.Length];
            word.CopyTo(into);
            into = into[word.Length..];
        }
    }

    private static byte[][] Words()
    {
        var random = new Random(7);
        return [.. Enumerable.Range(0, 256).Select(i =>
            Encoding.ASCII.GetBytes(string.Concat(Enumerable.Range(0, random.Next(2, 12)).Select(_ => (char)('a' + random.Next(26)))) + (i % 16 == 0 ? "\n" : " ")))];
    }
}
