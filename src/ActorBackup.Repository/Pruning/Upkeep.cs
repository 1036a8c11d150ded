using ActorBackup.Repository.Locks;

namespace ActorBackup.Repository.Pruning;

/// <summary>The regular work that keeps a repository small while captures go on: hourly the index, daily the packs. One for each repository, kept
/// as long as the process lives.</summary>
/// <remarks>Both need an exclusive lock, for which captures wait: so each run is bounded in time, and what it leaves, the next one does.
/// Not safe for concurrent use.</remarks>
public sealed class Upkeep(OpenRepository repository, PruneOptions options)
{
    private readonly PruneMemory _memory = new();

    public static TimeSpan IndexEvery { get; } = TimeSpan.FromHours(1);

    public static TimeSpan PacksEvery { get; } = TimeSpan.FromDays(1);

    /// <summary>Whether there are so many index files, by the last refresh, that the merge should not wait for its hour.</summary>
    public bool IsIndexCrowded => repository.Index.Files.Count > IndexMerge.BringForwardAbove;

    /// <param name="held">Exclusive.</param>
    public Task<IndexMergeResult> MergeIndexAsync(RepositoryLock held, CancellationToken stop) => IndexMerge.RunAsync(repository, held, stop);

    /// <summary>Reads what the next <see cref="PruneAsync"/> would have to read first: to be called before its lock is taken. Needs none itself: what
    /// goes meanwhile is no error.</summary>
    public async Task PrepareAsync(CancellationToken stop)
    {
        try
        {
            await PruneRun.WarmUpAsync(repository, _memory, stop);
        }
        catch (RepositoryException e) when (e.Failure is RepositoryFailure.Missing or RepositoryFailure.Damaged)
        {
            // Whether it is damage, or somebody's removal at the same time, is told by the prune under its lock.
            repository.Options.Warn($"Preparing a prune stopped early: {e.Message}");
        }
    }

    /// <param name="held">Exclusive.</param>
    /// <exception cref="RepositoryException"><see cref="RepositoryFailure.Damaged"/>, <see cref="RepositoryFailure.Missing"/>: any doubt about what is
    /// used; nothing was removed. <see cref="RepositoryFailure.LockLost"/>: it stopped before its next removal.</exception>
    public async Task<PruneResult> PruneAsync(RepositoryLock held, CancellationToken stop) =>
        await (await PruneRun.PlanAsync(repository, options, _memory, stop)).CarryOutAsync(held, stop);
}
