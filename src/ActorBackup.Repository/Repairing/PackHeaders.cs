using ActorBackup.Repository.Backends;
using ActorBackup.Repository.Documents;
using ActorBackup.Repository.Ids;

namespace ActorBackup.Repository.Repairing;

/// <summary>Packs read back from their own headers.</summary>
internal static class PackHeaders
{
    /// <returns>What could be read, and of the others why not.</returns>
    public static async Task<(List<IndexedPack> Read, List<(PackId Pack, string Why)> Unreadable)> LoadAsync(
        OpenRepository repository, IReadOnlyCollection<(PackId Pack, long Bytes)> packs, CancellationToken stop)
    {
        var (read, unreadable, gate) = (new List<IndexedPack>(), new List<(PackId, string)>(), new Lock());
        var parallel = new ParallelOptions { CancellationToken = stop, MaxDegreeOfParallelism = Math.Max(1, repository.Backend.Connections) };
        await Parallel.ForEachAsync(packs, parallel, async (pack, token) =>
        {
            try
            {
                var blobs = await repository.LoadPackHeaderAsync(pack.Pack, pack.Bytes, token);
                lock (gate) read.Add(new IndexedPack(pack.Pack, blobs));
            }
            catch (RepositoryException e) when (e.Failure is RepositoryFailure.Damaged or RepositoryFailure.Unsupported)
            {
                lock (gate) unreadable.Add((pack.Pack, e.Message));
            }
        });
        // Whatever order they were read in, the same packs make the same index.
        read.Sort(static (a, b) => a.Id.Value.CompareTo(b.Id.Value));
        unreadable.Sort(static (a, b) => a.Item1.Value.CompareTo(b.Item1.Value));
        return (read, unreadable);
    }

    public static async Task<Dictionary<PackId, long>> ListAsync(OpenRepository repository, CancellationToken stop)
    {
        var packs = new Dictionary<PackId, long>();
        await foreach (var file in repository.Backend.ListAsync(FileKind.Pack, stop)) packs[new PackId(file.File.Name)] = file.Bytes;
        return packs;
    }
}
