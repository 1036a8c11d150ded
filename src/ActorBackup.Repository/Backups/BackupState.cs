using System.Collections.Immutable;
using ActorBackup.Linux;
using ActorBackup.Repository.Ids;
using ActorBackup.Repository.Trees;

namespace ActorBackup.Repository.Backups;

/// <summary>What a run leaves for the next one over the same paths. Made by a full scan it is enough for runs over dirty paths; made of a snapshot
/// it only tells what need not be read again.</summary>
public sealed class BackupState
{
    /// <summary>More files with several links than this, and every run is a full scan.</summary>
    public const int MaxLinked = 100_000;

    /// <summary>More entries that must be looked at again than this (not readable, changed while they were read), and the next run is a full scan.</summary>
    public const int MaxAgain = 10_000;

    internal BackupState(TreeId root, NodeTime startedAt) => (Root, StartedAt) = (root, startedAt);

    public TreeId Root { get; }

    /// <summary>A file that changed after, or less than two seconds before, is read again.</summary>
    public NodeTime StartedAt { get; }

    /// <summary>Whether a run over dirty paths can start from it.</summary>
    public bool KnowsAll { get; internal init; }

    /// <summary>Regular files at and below the requested paths.</summary>
    public long Files { get; internal init; }

    /// <summary>Their content.</summary>
    public long Bytes { get; internal init; }

    public long Folders { get; internal init; }

    internal LinkedFiles Linked { get; init; } = new();

    /// <summary>Absolute paths of what must be looked at next time, event or not.</summary>
    internal ImmutableArray<RawName> Again { get; init; } = [];

    internal IReadOnlyList<RawMount> Mounts { get; init; } = [];

    /// <summary>Of a parent snapshot of any program.</summary>
    public static BackupState Of(StoredSnapshot snapshot) => new(snapshot.Document.Tree, snapshot.Document.Summary?.BackupStart ?? snapshot.Document.Time);
}
