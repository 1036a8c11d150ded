using ActorBackup.Repository.Documents;

namespace ActorBackup.Repository.Packs;

/// <summary>A blob out of a pack.</summary>
/// <param name="Failure">Why it could not be opened; then there is no content.</param>
internal readonly record struct LoadedBlob(PackedBlob Blob, ReadOnlyMemory<byte> Content, RepositoryException? Failure);
