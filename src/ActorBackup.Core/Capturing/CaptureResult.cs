using System.Collections.Immutable;
using ActorBackup.Core.Snapshots;
using ActorBackup.Core.Stores;
using ActorBackup.Core.Trees;

namespace ActorBackup.Core.Capturing;

/// <summary>What reading a source once gave.</summary>
public abstract record CaptureResult
{
    private CaptureResult() { }

    /// <param name="Torn">Why the content may be half-written after all retries, else null.</param>
    /// <param name="Stamp">What stat said of the file; null for a folder.</param>
    /// <param name="Failures">Staged copies that failed on the way; the others hold the whole content.</param>
    public sealed record Captured(
        FileStamp? Stamp, ContentDigest Digest, long Bytes, ContentReading Reading, string? Torn, DateTimeOffset ReadAt,
        ImmutableDictionary<StoreName, StoreException> Failures) : CaptureResult
    {
        /// <summary>Of a folder; its items are its files. Null for a file.</summary>
        public TreeFigures? Tree { get; init; }
    }

    public sealed record Missing(string Reason) : CaptureResult;

    public sealed record Unreadable(string Reason) : CaptureResult;
}
