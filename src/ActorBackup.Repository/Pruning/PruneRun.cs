using ActorBackup.Repository.Backends;
using ActorBackup.Repository.Ids;
using ActorBackup.Repository.Locks;

namespace ActorBackup.Repository.Pruning;

/// <summary>Removes what no snapshot needs. Interrupted anywhere, it leaves superfluous files at most, and the next run goes on.</summary>
/// <remarks>Order: packs that no index knows; moved blobs and their index; index files without what goes, then the old ones; then the packs.
/// The lock is asked before each removal.</remarks>
public sealed class PruneRun
{
    /// <summary>No save takes this long: what is older will never be finished.</summary>
    private static readonly TimeSpan LeftoverAge = TimeSpan.FromDays(1);

    private readonly OpenRepository _repository;
    private readonly PruneOptions _options;
    private readonly IndexDocuments _index;
    private readonly UsedBlobs _used;
    private int _packsRemoved, _packsRepacked, _indexesWritten, _indexesRemoved;
    private long _bytesWritten;

    private PruneRun(OpenRepository repository, PruneOptions options, IndexDocuments index, UsedBlobs used, PrunePlan plan) =>
        (_repository, _options, _index, _used, Plan) = (repository, options, index, used, plan);

    public PrunePlan Plan { get; }

    /// <summary>Reads the trees that <paramref name="memory"/> does not know yet, so that less is left to do under an exclusive lock. A shared lock does.</summary>
    public static async Task WarmUpAsync(OpenRepository repository, PruneMemory memory, CancellationToken stop)
    {
        var snapshots = await repository.SnapshotsAsync(strict: true, stop);
        await repository.RefreshIndexAsync(stop);
        await UsedBlobs.WalkAsync(repository, snapshots, memory.Trees, stop);
    }

    /// <summary>Decides; changes nothing. What it decides holds only as long as an exclusive lock is held.</summary>
    /// <exception cref="RepositoryException"><see cref="RepositoryFailure.Damaged"/>, <see cref="RepositoryFailure.Missing"/>: any doubt about what is used.</exception>
    public static async Task<PruneRun> PlanAsync(OpenRepository repository, PruneOptions options, PruneMemory memory, CancellationToken stop)
    {
        var now = repository.Options.Clock.GetUtcNow();
        await repository.RefreshIndexAsync(stop);
        var used = await UsedBlobs.WalkAsync(repository, await repository.SnapshotsAsync(strict: true, stop), memory.Trees, stop);
        var index = new IndexDocuments(repository);
        var packs = await PackSurvey.MakeAsync(repository, index, used, memory.FirstSeen, stop);
        memory.See(packs.Where(p => p.ListedBytes is not null).Select(p => p.Id).ToHashSet(), now);
        return new PruneRun(repository, options, index, used, PrunePlan.Of(packs, options, repository.Config.Version, now));
    }

    /// <summary>Plans and carries out under an exclusive lock of its own.</summary>
    public static Task<PruneResult> RunAsync(OpenRepository repository, PruneOptions options, PruneMemory memory, CancellationToken stop) => UnderLock.RunAsync(
        repository, LockMode.Exclusive, async (held, token) => await (await PlanAsync(repository, options, memory, token)).RemoveAllAsync(held, token), stop);

    /// <param name="held">Exclusive, held since before the plan was made.</param>
    /// <exception cref="RepositoryException"><see cref="RepositoryFailure.LockLost"/>: it stopped before its next removal.</exception>
    public Task<PruneResult> CarryOutAsync(RepositoryLock held, CancellationToken stop) => UnderLock.RunAsync(held, token => RemoveAllAsync(held, token), stop);

    private async Task<PruneResult> RemoveAllAsync(RepositoryLock held, CancellationToken stop)
    {
        var begun = _repository.Options.Clock.GetTimestamp();
        await RemoveAsync(Plan.With(PackFate.RemoveUnindexed).Select(p => p.Id), held, begun, stop);

        var repacked = await RepackAsync(begun, stop);
        var removed = Plan.With(PackFate.Remove).Select(p => p.Id).Concat(repacked).ToArray();
        var gone = removed.Concat(Plan.With(PackFate.DropFromIndex).Select(p => p.Id)).ToHashSet();
        (_indexesWritten, _indexesRemoved) = await IndexRewrite.RunAsync(_repository, _index, gone, held, stop);
        await RemoveAsync(removed, held, begun, stop);
        await _repository.RefreshIndexAsync(stop);
        await RemoveLeftoversAsync(stop);
        var planned = Plan.Decisions.Count(d => d.Fate is PackFate.Remove or PackFate.Repack or PackFate.RemoveUnindexed);
        return new PruneResult(_packsRemoved, _packsRepacked, _indexesWritten, _indexesRemoved, _bytesWritten, _packsRemoved == planned);
    }

    private async Task RemoveLeftoversAsync(CancellationToken stop)
    {
        try
        {
            await _repository.Backend.RemoveLeftoversAsync(_repository.Options.Clock.GetUtcNow() - LeftoverAge, stop);
        }
        catch (RepositoryException e)
        {
            _repository.Options.Warn($"What killed saves left was not removed: {e.Message}");
        }
    }

    private bool IsOver(long begun) => _options.MaxTime != Timeout.InfiniteTimeSpan && _repository.Options.Clock.GetElapsedTime(begun) >= _options.MaxTime;

    private async Task<IReadOnlyList<PackId>> RepackAsync(long begun, CancellationToken stop)
    {
        var planned = Plan.With(PackFate.Repack).Select(p => p.Id).ToHashSet();
        if (planned.Count == 0) return [];
        // A pack that is to be moved but is not reached in time stays, and is no reason not to move another copy: at worst a blob is there twice.
        var going = planned.Concat(Plan.With(PackFate.Remove).Select(p => p.Id)).Concat(Plan.With(PackFate.DropFromIndex).Select(p => p.Id)).ToHashSet();
        var (moving, moved) = (new Repacking(_repository, _used, going), new List<PackId>());
        await using var writer = _repository.BeginWriting();
        foreach (var file in await _index.ListAsync(stop))
        {
            foreach (var pack in (await _index.LoadAsync(new IndexId(file.File.Name), stop)).Packs)
            {
                if (IsOver(begun)) break;
                if (!planned.Remove(pack.Id)) continue;
                await moving.MoveAsync(pack, writer, stop);
                moved.Add(pack.Id);
            }
        }
        await writer.FlushAsync(stop);
        (_packsRepacked, _bytesWritten) = (moved.Count, writer.Added.StoredBytes);
        return moved;
    }

    /// <summary>Packs that no index knows any more. Those that are not reached in time are removed by the next run.</summary>
    private async Task RemoveAsync(IEnumerable<PackId> packs, RepositoryLock held, long begun, CancellationToken stop)
    {
        var parallel = new ParallelOptions { CancellationToken = stop, MaxDegreeOfParallelism = Math.Max(1, _repository.Backend.Connections) };
        await Parallel.ForEachAsync(packs.TakeWhile(_ => !IsOver(begun)), parallel, async (pack, token) =>
        {
            held.Demand();
            await _repository.Backend.RemoveAsync(FileHandle.Of(pack), token);
            Interlocked.Increment(ref _packsRemoved);
        });
    }
}
