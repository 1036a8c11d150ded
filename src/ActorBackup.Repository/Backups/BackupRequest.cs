using System.Collections.Immutable;
using ActorBackup.Repository.Scanning;

namespace ActorBackup.Repository.Backups;

/// <summary>What is to be backed up, and what is known of it.</summary>
/// <param name="Paths">Absolute. A link is kept as a link, not followed.</param>
public sealed record BackupRequest(ImmutableArray<string> Paths)
{
    public Excludes Excludes { get; init; } = Excludes.None;

    /// <summary>The last run over the same paths, or a parent snapshot (<see cref="BackupState.Of"/>); null reads everything.</summary>
    public BackupState? Previous { get; init; }

    /// <summary>What changed since <see cref="Previous"/>. Null: everything is looked at.</summary>
    /// <remarks>With <see cref="LookAtAll"/> it only serves to tell what the events had missed.</remarks>
    public DirtyPaths? Dirty { get; init; }

    /// <summary>A full scan although <see cref="Dirty"/> is known: at start, after lost events, daily.</summary>
    public bool LookAtAll { get; init; }

    /// <summary>How many files are read at once; 0 is one per processor, at least two.</summary>
    public int Workers { get; init; }
}
