using System.Buffers.Binary;
using System.Numerics;
using System.Security.Cryptography;

namespace ActorBackup.Repository.Chunking;

/// <summary>Polynomials over GF(2): bit i is the coefficient of x^i. Sums are XORs.</summary>
internal static class Polynomial
{
    /// <summary>The degree the format asks for.</summary>
    public const int ChunkerDegree = 53;

    private const ulong X = 2;

    /// <summary>-1 for zero.</summary>
    public static int Degree(ulong f) => 63 - BitOperations.LeadingZeroCount(f);

    /// <exception cref="DivideByZeroException"><paramref name="f"/> is zero.</exception>
    public static ulong Mod(ulong a, ulong f)
    {
        if (f == 0) throw new DivideByZeroException();
        var degree = Degree(f);
        for (var above = Degree(a) - degree; above >= 0; above = Degree(a) - degree) a ^= f << above;
        return a;
    }

    /// <summary>Ben-Or's test: f of degree n is irreducible exactly if it has no factor in common with x^(2^i) - x, for i from 1 to n/2.</summary>
    public static bool IsIrreducible(ulong f)
    {
        var degree = Degree(f);
        if (degree < 1) return false;
        var power = Mod(X, f);
        for (var i = 1; i <= degree / 2; i++)
        {
            power = MultiplyMod(power, power, f);
            if (Degree(CommonDivisor(f, power ^ Mod(X, f))) != 0) return false;
        }
        return true;
    }

    /// <summary>A random irreducible one of degree 53, from the system's random numbers. It is a secret of the repository.</summary>
    public static ulong NewRandom()
    {
        return Choose(Random);

        static ulong Random()
        {
            Span<byte> bytes = stackalloc byte[8];
            RandomNumberGenerator.Fill(bytes);
            return BinaryPrimitives.ReadUInt64LittleEndian(bytes);
        }
    }

    /// <summary>The first irreducible one among the candidates made of these random numbers; some 27 are needed.</summary>
    internal static ulong Choose(Func<ulong> random)
    {
        while (true)
        {
            var candidate = (random() & ((1UL << (ChunkerDegree + 1)) - 1)) | (1UL << ChunkerDegree) | 1;
            if (IsIrreducible(candidate)) return candidate;
        }
    }

    // Both factors are below f's degree, which is at most 63: shifting by one never overflows.
    private static ulong MultiplyMod(ulong a, ulong b, ulong f)
    {
        var top = 1UL << Degree(f);
        ulong product = 0;
        for (; b != 0; b >>= 1)
        {
            if ((b & 1) != 0) product ^= a;
            a <<= 1;
            if ((a & top) != 0) a ^= f;
        }
        return product;
    }

    private static ulong CommonDivisor(ulong a, ulong b)
    {
        while (b != 0) (a, b) = (b, Mod(a, b));
        return a;
    }
}
