using System.Collections.Immutable;

namespace ActorBackup.Repository.Backups;

/// <summary>A backup from lock to unlock, as a command does it: the parent is found, the snapshot written.</summary>
public sealed record BackupOperation(BackupRequest Request)
{
    public ImmutableArray<string> Tags { get; init; } = [];

    /// <summary>Written into the snapshot; empty leaves it out.</summary>
    public string ProgramVersion { get; init; } = "";

    /// <summary>No snapshot if nothing at or below the paths changed.</summary>
    public bool SkipIfUnchanged { get; init; }

    /// <summary>Everything is read again: no parent is looked for.</summary>
    public bool Force { get; init; }

    public Task<BackupOutcome> RunAsync(OpenRepository repository, CancellationToken stop) => throw new NotImplementedException();
}

/// <param name="Snapshot">Null if none was written because nothing changed.</param>
/// <param name="Parent">What unchanged files were taken from.</param>
public sealed record BackupOutcome(StoredSnapshot? Snapshot, StoredSnapshot? Parent, BackupResult Result);
