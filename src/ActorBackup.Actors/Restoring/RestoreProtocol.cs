using System.Collections.Immutable;
using ActorBackup.Core.Restoring;
using ActorBackup.Core.Snapshots;
using ActorBackup.Core.Stores;
using ActorBackup.Core.Trees;
using ActorBackup.Core.Triggers;

namespace ActorBackup.Actors.Restoring;

/// <summary>What a source says to its /restore and what comes back: find a good copy, then put it back.</summary>
internal static class RestoreProtocol
{
    /// <summary>Find the first copy whose content matches its digest. Answered by <see cref="Verified"/>.</summary>
    /// <param name="Copies">To be tried in this order.</param>
    /// <param name="Target">Absolute; told whether it is there.</param>
    public sealed record Verify(TriggerId Request, SourceLocation Source, Snapshot Snapshot, ImmutableList<(IBackupStore Store, StoredCopy Copy)> Copies, string Target);

    /// <summary>Put the content of a verified copy back. Answered by <see cref="PutBack"/>.</summary>
    public sealed record Put(TriggerId Request, SourceLocation Source, Snapshot Snapshot, IBackupStore Store, StoredCopy Copy, RestoreRequest Order);

    /// <summary>Put a folder back, or what is chosen of it. Answered by <see cref="PutBack"/>.</summary>
    public sealed record PutTree(TriggerId Request, SourceLocation Source, Snapshot Snapshot, IBackupStore Store, StoredCopy Copy, TreeRestore Order);

    /// <param name="Good">The copy to use, null if there is none; then <paramref name="Reason"/> says why.</param>
    /// <param name="Bad">Copies found damaged on the way, with what is wrong.</param>
    /// <param name="IsSource">The target is the source's own file, by whatever path it was named.</param>
    public sealed record Verified(
        TriggerId Request, (IBackupStore Store, StoredCopy Copy)? Good, ImmutableList<(StoreName Store, string Finding)> Bad, string? Reason,
        bool TargetExists, bool IsSource);

    public sealed record PutBack(TriggerId Request, RestoreResult Result);
}
