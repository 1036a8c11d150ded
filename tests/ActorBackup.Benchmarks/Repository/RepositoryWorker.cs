using ActorBackup.Repository;
using ActorBackup.Repository.Backends;
using ActorBackup.Repository.Backups;
using ActorBackup.Repository.Documents;
using ActorBackup.Repository.Locks;
using ActorBackup.Repository.Restoring;
using ActorBackup.Repository.Sharing;
using ActorBackup.Repository.Trees;

namespace ActorBackup.Benchmarks.Repository;

/// <summary>What is measured from outside: one operation of the library as a process of its own.</summary>
internal static class RepositoryWorker
{
    public const string Password = "benchmark";

    /// <param name="words">init REPOSITORY | backup REPOSITORY PATH | restore REPOSITORY TARGET [sync]</param>
    public static async Task<int> RunAsync(string[] words)
    {
        var stop = CancellationToken.None;
        var options = new RepositoryOptions { Warn = Console.Error.WriteLine };
        var backend = new LocalBackend(words[1]);
        if (words[0] == "init")
        {
            await using var made = await OpenRepository.InitAsync(backend, Password, options, stop);
            return 0;
        }
        await using var repository = await OpenRepository.OpenAsync(backend, Password, options, stop);
        if (words[0] == "backup") await BackupAsync(repository, words[2], stop);
        else await RestoreAsync(repository, words[2], sync: words is [.., "sync"], stop);
        if (Environment.GetEnvironmentVariable("BENCH_TELL") is not null) await Console.Error.WriteLineAsync($"GC {GC.CollectionCount(0)}/{GC.CollectionCount(1)}/{GC.CollectionCount(2)}, allocated {GC.GetTotalAllocatedBytes() >> 20} MiB, committed {GC.GetGCMemoryInfo().TotalCommittedBytes >> 20} MiB");
        return 0;
    }

    private static async Task BackupAsync(OpenRepository repository, string path, CancellationToken stop)
    {
        await using var group = new CaptureGroup(repository);
        await group.CaptureAsync(
            async (scope, stopped) =>
            {
                var parent = await repository.SnapshotsAsync(strict: false, stopped) is [.., var latest] ? latest : null;
                var request = new BackupRequest([path]) { Previous = parent is null ? null : BackupState.Of(parent) };
                var result = await BackupRun.RunAsync(repository, scope.Writer, request, null, stopped);
                return new SnapshotDocument(NodeTime.From(repository.Options.Clock.GetLocalNow()), result.Root, [path]) { Hostname = repository.Options.Hostname, Parent = parent?.Id };
            },
            stop);
    }

    private static async Task RestoreAsync(OpenRepository repository, string target, bool sync, CancellationToken stop)
    {
        await using var held = await repository.LockAsync(LockMode.Shared, stop);
        var snapshot = await repository.FindSnapshotAsync("latest", stop);
        await repository.RefreshIndexAsync(stop);
        var result = await RestoreRun.RunAsync(repository, new RestoreRequest(snapshot.Document.Tree, target) { Sync = sync }, null, stop);
        if (!result.IsComplete) throw new InvalidOperationException($"{result.FailureCount} entries were not restored, the first: {result.Failures[0]}");
    }
}
