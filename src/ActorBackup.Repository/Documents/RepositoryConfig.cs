using ActorBackup.Repository.Ids;

namespace ActorBackup.Repository.Documents;

/// <summary>What the file <c>config</c> says.</summary>
/// <param name="Version">1 or 2.</param>
/// <param name="Id">Random, made once; the identity of the repository.</param>
/// <param name="ChunkerPolynomial">Irreducible, of degree 53. A secret: never logged.</param>
public sealed record RepositoryConfig(int Version, Sha256Value Id, ulong ChunkerPolynomial);
