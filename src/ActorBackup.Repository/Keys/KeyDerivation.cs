using System.Numerics;

namespace ActorBackup.Repository.Keys;

/// <summary>How dear it is to try a password: the parameters of scrypt.</summary>
/// <param name="N">Power of two, at least 2. Memory is 128 * N * r bytes, work goes with N * r * p.</param>
public sealed record KeyDerivation(int N, int R, int P)
{
    // Key files are not sealed: whoever can write one chooses what opening it costs. Real ones take 32 MiB; these bounds are 16 and some 100 times that.
    private const long MostMemory = 512L << 20, MostWork = 1L << 25;

    /// <summary>32 MiB and some 60 ms.</summary>
    public static KeyDerivation Standard { get; } = new(32768, 8, 1);

    /// <exception cref="RepositoryException"><see cref="RepositoryFailure.Damaged"/>: no parameters of scrypt.
    /// <see cref="RepositoryFailure.Unsupported"/>: dearer than this program is ready to pay.</exception>
    internal void Demand()
    {
        if (N < 2 || !BitOperations.IsPow2(N) || R < 1 || P < 1 || (long)R * P >= 1 << 30)
            throw RepositoryException.Damaged($"A key file is damaged: N={N}, r={R}, p={P} are no parameters of scrypt.");
        if (128L * N * R > MostMemory || (Int128)N * R * P > MostWork)
            throw new RepositoryException(RepositoryFailure.Unsupported, $"A key file asks for more memory or time than is reasonable (scrypt with N={N}, r={R}, p={P}); it may be hostile.");
    }
}
