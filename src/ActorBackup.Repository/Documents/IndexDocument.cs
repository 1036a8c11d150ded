using System.Collections.Immutable;
using ActorBackup.Repository.Blobs;
using ActorBackup.Repository.Ids;

namespace ActorBackup.Repository.Documents;

/// <summary>An index file: which blobs lie in which packs (format specification, section 9).</summary>
public sealed record IndexDocument(ImmutableArray<IndexedPack> Packs);

/// <summary>A pack and its blobs, in any order.</summary>
public sealed record IndexedPack(PackId Id, ImmutableArray<PackedBlob> Blobs);

/// <summary>A blob in a pack: header entry and index entry say the same.</summary>
/// <param name="Offset">From the start of the pack.</param>
/// <param name="Length">As stored, seal included.</param>
/// <param name="PlainLength">0 if it is not compressed.</param>
public readonly record struct PackedBlob(BlobHandle Blob, uint Offset, uint Length, uint PlainLength);
