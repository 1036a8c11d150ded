using ActorBackup.Repository.Backends;
using ActorBackup.Repository.Documents;
using ActorBackup.Repository.Ids;
using ActorBackup.Repository.Locks;

namespace ActorBackup.Repository.Pruning;

/// <summary>Makes few index files out of many small ones: captures leave one each. To be done about hourly, under an exclusive lock.</summary>
/// <remarks>The new files are written before the old ones are removed: interrupted anywhere, the index says some things twice.</remarks>
public static class IndexMerge
{
    /// <summary>More index files than this are reason not to wait for the hour.</summary>
    public const int BringForwardAbove = 512;

    // About what an index file of 50,000 blobs has: larger ones are full and left as they are.
    private const long FullBytes = 2 << 20;

    /// <summary>Which files to merge, by a listing alone. Pure.</summary>
    /// <returns>None if it is not worth it.</returns>
    public static IReadOnlyList<IndexId> Plan(IReadOnlyList<StoredFile> listed)
    {
        var notFull = listed.Where(static f => f.Bytes < FullBytes).OrderBy(static f => f.File.Name).ToArray();
        return [.. SizeTiers.Choose([.. notFull.Select(static f => f.Bytes)], atLeast: 2).Select(i => new IndexId(notFull[i].File.Name))];
    }

    public static Task<IndexMergeResult> RunAsync(OpenRepository repository, CancellationToken stop) =>
        UnderLock.RunAsync(repository, LockMode.Exclusive, (held, token) => MergeAsync(repository, held, token), stop);

    /// <param name="held">Exclusive.</param>
    /// <exception cref="RepositoryException"><see cref="RepositoryFailure.Damaged"/>: a file cannot be read, or two contradict each other; nothing was removed.</exception>
    public static Task<IndexMergeResult> RunAsync(OpenRepository repository, RepositoryLock held, CancellationToken stop) =>
        UnderLock.RunAsync(held, token => MergeAsync(repository, held, token), stop);

    private static async Task<IndexMergeResult> MergeAsync(OpenRepository repository, RepositoryLock held, CancellationToken stop)
    {
        var index = new IndexDocuments(repository);
        var chosen = Plan(await index.ListAsync(stop));
        if (chosen.Count == 0) return new IndexMergeResult(0, 0);

        var packs = new Dictionary<PackId, (IndexedPack Pack, Checking.PackFacts Facts)>();
        foreach (var id in chosen)
            foreach (var pack in (await index.LoadAsync(id, stop)).Packs)
                Add(packs, pack, id);
        var written = await index.SaveAsync(packs.Values.Select(p => p.Pack), stop);
        foreach (var id in chosen.Except(written))
        {
            held.Demand();
            await repository.Backend.RemoveAsync(FileHandle.Of(id), stop);
        }
        await repository.RefreshIndexAsync(stop);
        return new IndexMergeResult(chosen.Count, written.Count);
    }

    private static void Add(Dictionary<PackId, (IndexedPack Pack, Checking.PackFacts Facts)> packs, IndexedPack pack, IndexId index)
    {
        var facts = Checking.PackFacts.Of(pack, index);
        if (packs.TryAdd(pack.Id, (pack, facts)) || packs[pack.Id].Facts with { Index = index } == facts) return;
        throw RepositoryException.Damaged(
            $"The index files {packs[pack.Id].Facts.Index} and {index} say different things of pack {pack.Id}: they were not merged. Check the repository and repair the index.");
    }
}

/// <summary>How many index files became how many.</summary>
public readonly record struct IndexMergeResult(int Merged, int Written);
