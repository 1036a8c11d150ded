using System.Collections.Immutable;
using ActorBackup.Linux;
using ActorBackup.Repository.Documents;
using ActorBackup.Repository.Locks;
using ActorBackup.Repository.Trees;

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

    /// <exception cref="RepositoryException">As <see cref="BackupRun"/>; <see cref="RepositoryFailure.Locked"/>; <see cref="RepositoryFailure.LockLost"/>: no snapshot was written.</exception>
    public async Task<BackupOutcome> RunAsync(OpenRepository repository, CancellationToken stop)
    {
        await using var held = await repository.LockAsync(LockMode.Shared, stop);
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(stop, held.Lost);
        try { return await RunAsync(repository, held, ends.Token); }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            held.Demand();
            throw;
        }
    }

    private async Task<BackupOutcome> RunAsync(OpenRepository repository, RepositoryLock held, CancellationToken stop)
    {
        // Snapshots before the index, so that the index knows all that they reach.
        var now = NodeTime.From(repository.Options.Clock.GetLocalNow());
        var parent = Force ? null : ParentSnapshot.Find(await repository.SnapshotsAsync(strict: false, stop), repository.Options.Hostname, Request.Paths, now);
        await repository.RefreshIndexAsync(stop);
        await using var writer = repository.BeginWriting();
        var request = Request.Previous is null && parent is not null ? Request with { Previous = BackupState.Of(parent) } : Request;
        var result = await BackupRun.RunAsync(repository, writer, request, null, stop);
        if (SkipIfUnchanged && result.Unchanged) return new BackupOutcome(null, parent, result);

        await writer.FlushAsync(stop);
        held.Demand();
        var document = Document(repository.Options, parent, result);
        return new BackupOutcome(new StoredSnapshot(await repository.SaveSnapshotAsync(document, stop), document), parent, result);
    }

    private SnapshotDocument Document(RepositoryOptions options, StoredSnapshot? parent, BackupResult result) =>
        new(result.Summary.BackupStart, result.Root, Request.Paths)
        {
            Parent = parent?.Id,
            Hostname = options.Hostname,
            Username = options.Username,
            Uid = ProcessIdentity.User,
            Gid = ProcessIdentity.Group,
            Excludes = Request.Excludes.Patterns,
            Tags = Tags,
            ProgramVersion = ProgramVersion,
            Summary = result.Summary,
        };
}

/// <param name="Snapshot">Null if none was written because nothing changed.</param>
/// <param name="Parent">What unchanged files were taken from.</param>
public sealed record BackupOutcome(StoredSnapshot? Snapshot, StoredSnapshot? Parent, BackupResult Result);
