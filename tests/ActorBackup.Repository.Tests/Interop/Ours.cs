using ActorBackup.Repository.Backends;
using ActorBackup.Repository.Backups;
using ActorBackup.Repository.Documents;
using ActorBackup.Repository.Locks;
using ActorBackup.Repository.Restoring;

namespace ActorBackup.Repository.Tests.Interop;

/// <summary>What a user does with this library, on a repository in a folder.</summary>
internal static class Ours
{
    public static RepositoryOptions Options { get; } = new() { Hostname = "somewhere", PackBytes = 4 << 20 };

    public static Task<OpenRepository> InitAsync(string folder) =>
        OpenRepository.InitAsync(new LocalBackend(folder), SomeRepository.Password, Options, SomeRepository.Cheap, CancellationToken.None);

    public static Task<OpenRepository> OpenAsync(string folder) => SomeRepository.OpenAsync(new LocalBackend(folder), Options);

    public static async Task<(StoredSnapshot Snapshot, BackupResult Result)> BackUpAsync(OpenRepository repository, string path, StoredSnapshot? parent = null)
    {
        await using var held = await repository.LockAsync(LockMode.Shared, CancellationToken.None);
        await repository.RefreshIndexAsync(CancellationToken.None);
        await using var writer = repository.BeginWriting();
        var request = new BackupRequest([path]) { Previous = parent is null ? null : BackupState.Of(parent) };
        var result = await BackupRun.RunAsync(repository, writer, request, null, CancellationToken.None);
        Assert.Empty(result.Unreadable);
        await writer.FlushAsync(CancellationToken.None);
        var document = Document(result, path) with { Parent = parent?.Id };
        return (new StoredSnapshot(await repository.SaveSnapshotAsync(document, CancellationToken.None), document), result);
    }

    public static SnapshotDocument Document(BackupResult result, string path) => new(result.State.StartedAt, result.Root, [path])
    {
        Hostname = Options.Hostname,
        Username = "someone",
        Tags = ["ours"],
        ProgramVersion = "actorbackup 0.1",
        Summary = result.Summary,
    };

    public static async Task RestoreAsync(OpenRepository repository, StoredSnapshot snapshot, string target)
    {
        await repository.RefreshIndexAsync(CancellationToken.None);
        var result = await RestoreRun.RunAsync(repository, new RestoreRequest(snapshot.Document.Tree, target), null, CancellationToken.None);
        Assert.Empty(result.Failures);
    }
}
