using ActorBackup.Linux;
using ActorBackup.Repository.Ids;

namespace ActorBackup.Repository.Restoring;

/// <summary>Which chunks a file that is there has already, at their places.</summary>
internal static class ExistingContent
{
    private const int MostBytes = 64 << 20;

    /// <returns>One for each chunk of the layout; null if there is none.</returns>
    public static bool[]? Compare(FileLayout layout, RawTargetFile there, long bytes, CancellationToken stop)
    {
        var same = new bool[layout.Chunks.Length];
        var (any, buffer) = (false, Array.Empty<byte>());
        for (var i = 0; i < same.Length; i++)
        {
            stop.ThrowIfCancellationRequested();
            var chunk = layout.Chunks[i];
            if (chunk.Offset + chunk.Bytes > bytes || chunk.Bytes > MostBytes) continue;
            if (buffer.Length < chunk.Bytes) buffer = new byte[Math.Max(chunk.Bytes, Math.Min(1 << 20, bytes))];
            var content = buffer.AsSpan(0, (int)chunk.Bytes);
            same[i] = there.ReadAt(content, chunk.Offset) == content.Length && Sha256Value.Of(content) == chunk.Blob.Value;
            any |= same[i];
        }
        return any ? same : null;
    }
}
