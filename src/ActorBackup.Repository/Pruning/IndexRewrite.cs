using ActorBackup.Repository.Backends;
using ActorBackup.Repository.Documents;
using ActorBackup.Repository.Ids;
using ActorBackup.Repository.Locks;

namespace ActorBackup.Repository.Pruning;

/// <summary>Takes packs out of the index: writes the files anew that name one of them, then removes the old ones.</summary>
internal static class IndexRewrite
{
    /// <param name="gone">Leave the index.</param>
    /// <param name="held">Exclusive.</param>
    /// <returns>How many files were written and removed. A file that only repeats others counts among the removed.</returns>
    public static async Task<(int Written, int Removed)> RunAsync(
        OpenRepository repository, IndexDocuments index, IReadOnlySet<PackId> gone, RepositoryLock held, CancellationToken stop)
    {
        if (gone.Count == 0) return (0, 0);
        var (old, rest, met) = (new List<IndexId>(), new List<IndexedPack>(), new HashSet<PackId>());
        foreach (var file in await index.ListAsync(stop))
        {
            var id = new IndexId(file.File.Name);
            var packs = (await index.LoadAsync(id, stop)).Packs;
            if (!packs.Any(p => gone.Contains(p.Id) || met.Contains(p.Id)))
            {
                foreach (var pack in packs) met.Add(pack.Id);
                continue;
            }
            old.Add(id);
            rest.AddRange(packs.Where(p => !gone.Contains(p.Id) && met.Add(p.Id)));
        }
        var written = await index.SaveAsync(rest, stop);
        foreach (var id in old.Except(written))
        {
            held.Demand();
            await repository.Backend.RemoveAsync(FileHandle.Of(id), stop);
        }
        return (written.Count, old.Count);
    }
}
