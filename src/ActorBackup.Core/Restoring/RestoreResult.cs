using ActorBackup.Core.Trees;

namespace ActorBackup.Core.Restoring;

/// <summary>How putting back one file ended.</summary>
public abstract record RestoreResult
{
    private RestoreResult() { }

    /// <param name="Target">The file that now holds the content, verified by reading it back.</param>
    /// <param name="Rewritten">The file kept its inode, because it is a mount point, has several names, or its folder cannot be written.</param>
    /// <param name="Note">What could not be put back beside the content (owner, mode), else null.</param>
    public sealed record Restored(string Target, long Bytes, bool Rewritten, string? Note) : RestoreResult
    {
        /// <summary>Of a folder; null for a file.</summary>
        public TreePutBack? Tree { get; init; }
    }

    /// <summary>The stored content does not match its digest or size; the target was not touched. Try another store.</summary>
    public sealed record Damaged(string Finding) : RestoreResult;

    /// <summary>The stored content could not be read; the target was not touched. Try another store.</summary>
    public sealed record Unreadable(string Reason) : RestoreResult;

    /// <param name="Reason">One sentence: what, which, why, what to do next.</param>
    /// <param name="NeedsForce">The target is read-only; the same request with force would replace it.</param>
    /// <param name="Touched">The target may be half-written (a rewrite in place failed); else it is as it was.</param>
    public sealed record Failed(string Reason, bool NeedsForce = false, bool Touched = false) : RestoreResult;
}
