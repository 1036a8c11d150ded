namespace ActorBackup.Repository.Chunking;

/// <summary>Polynomials over GF(2): bit i is the coefficient of x^i.</summary>
internal static class Polynomial
{
    /// <summary>The degree the format asks for.</summary>
    public const int ChunkerDegree = 53;

    /// <summary>-1 for zero.</summary>
    public static int Degree(ulong f) => 63 - System.Numerics.BitOperations.LeadingZeroCount(f);

    /// <exception cref="DivideByZeroException"><paramref name="f"/> is zero.</exception>
    public static ulong Mod(ulong a, ulong f) => throw new NotImplementedException();

    /// <summary>Ben-Or's test.</summary>
    public static bool IsIrreducible(ulong f) => throw new NotImplementedException();

    /// <summary>A random irreducible one of degree 53, from the system's random numbers. It is a secret of the repository.</summary>
    public static ulong NewRandom() => throw new NotImplementedException();
}
