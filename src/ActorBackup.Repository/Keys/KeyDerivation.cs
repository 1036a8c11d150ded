namespace ActorBackup.Repository.Keys;

/// <summary>How dear it is to try a password: the parameters of scrypt.</summary>
/// <param name="N">Power of two, at least 2. Memory is 128 * N * r bytes.</param>
public sealed record KeyDerivation(int N, int R, int P)
{
    /// <summary>32 MiB and some 60 ms.</summary>
    public static KeyDerivation Standard { get; } = new(32768, 8, 1);
}
