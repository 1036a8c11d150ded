using ActorBackup.Repository.Blobs;
using ActorBackup.Repository.Ids;

namespace ActorBackup.Repository.Pruning;

/// <summary>What is known of a pack when it is decided upon. Sizes are bytes as stored.</summary>
/// <param name="ListedBytes">Its size in the listing; null if it is not there.</param>
public sealed record PackState(PackId Id, long? ListedBytes)
{
    /// <summary>The size it must have by the index; null if it is in no index.</summary>
    public long? IndexedBytes { get; init; }

    /// <summary>What it holds; null if both, which only old programs wrote.</summary>
    public BlobType? Type { get; init; }

    /// <summary>Of several copies of a blob, one counts as used.</summary>
    public int UsedBlobs { get; init; }

    public long UsedBytes { get; init; }

    public int UnusedBlobs { get; init; }

    public long UnusedBytes { get; init; }

    public bool HasUncompressed { get; init; }

    /// <summary>When the oldest snapshot that uses something of it was taken, or this process first saw it, whichever is earlier; null if neither is known.</summary>
    /// <remarks>Backends tell no times. A snapshot is never older than the packs written for it, so a pack seems younger than it is at most: then it is
    /// merged later, or after this process has seen it for long enough.</remarks>
    public DateTimeOffset? KnownSince { get; init; }

    public bool IsSound => ListedBytes is not null && ListedBytes == IndexedBytes;
}
