using ActorBackup.Repository.Keys;

namespace ActorBackup.Repository;

/// <summary>What is chosen once, when a repository is made.</summary>
public sealed record RepositorySetup
{
    /// <summary>How dear it is to try a password.</summary>
    public KeyDerivation Derivation { get; init; } = KeyDerivation.Standard;

    /// <summary>Of the format. Version 1 is for tests: it knows no compression.</summary>
    internal int Version { get; init; } = 2;

    /// <summary>Null chooses one at random. The same as another repository's lets copies between the two find what is there already.</summary>
    public ulong? ChunkerPolynomial { get; init; }
}
