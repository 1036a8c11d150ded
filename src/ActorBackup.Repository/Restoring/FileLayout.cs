using System.Collections.Immutable;
using ActorBackup.Repository.Blobs;
using ActorBackup.Repository.Ids;
using ActorBackup.Repository.Trees;

namespace ActorBackup.Repository.Restoring;

/// <summary>Where the chunks of a file begin, which a tree does not say: their lengths are in the index.</summary>
/// <param name="Chunks">Those that can be placed, in order.</param>
/// <param name="Bytes">Of the whole file.</param>
/// <param name="ChunkBytes">Of the chunks, where they are all known.</param>
/// <param name="Problem">What keeps the file from being whole; null if nothing does.</param>
internal readonly record struct FileLayout(ImmutableArray<PlacedChunk> Chunks, long Bytes, long ChunkBytes, string? Problem)
{
    public static FileLayout Of(BlobIndex index, Node node)
    {
        var chunks = ImmutableArray.CreateBuilder<PlacedChunk>(node.Content.Length);
        BlobId? unknown = null;
        var unknownCount = 0;
        var offset = 0L;
        foreach (var id in node.Content)
        {
            var copies = index.Locate(BlobHandle.Data(id));
            if (copies.Count > 0)
            {
                chunks.Add(new PlacedChunk(id, copies[0], offset));
                offset += copies[0].ContentBytes;
            }
            else
            {
                unknown ??= id;
                unknownCount++;
                chunks.Add(new PlacedChunk(id, default, offset));
            }
        }
        if (unknown is not { } missing) return new FileLayout(chunks.MoveToImmutable(), Math.Max(offset, Size(node)), offset, SizeProblem(node, offset));
        var gap = Size(node) - offset;
        return new FileLayout(
            Around(chunks, unknownCount, gap), Math.Max(offset, Size(node)), offset,
            $"Chunk {missing} is in no index. If a pack still has it, 'repair index' finds it; else take the file from another snapshot.");
    }

    // The length of one unknown chunk is what is left of the file. With more of them only what comes before the first has a known place.
    private static ImmutableArray<PlacedChunk> Around(ImmutableArray<PlacedChunk>.Builder chunks, int unknownCount, long gap)
    {
        var kept = ImmutableArray.CreateBuilder<PlacedChunk>(chunks.Count);
        var moved = 0L;
        foreach (var chunk in chunks)
        {
            if (!chunk.IsUnknown) kept.Add(chunk with { Offset = chunk.Offset + moved });
            else if (unknownCount > 1 || gap < 0) break;
            else moved = gap;
        }
        return kept.ToImmutable();
    }

    private static string? SizeProblem(Node node, long bytes) => Size(node) == bytes
        ? null
        : $"The snapshot says that it has {node.Size:N0} bytes, but its chunks have {bytes:N0}: what is there was restored, zeros stand for what is not.";

    private static long Size(Node node) => (long)Math.Min(node.Size, long.MaxValue);
}

internal readonly record struct PlacedChunk(BlobId Blob, BlobLocation Location, long Offset)
{
    public long Bytes => Location.ContentBytes;

    public bool IsUnknown => Location == default;
}
