using System.Collections.Immutable;
using ActorBackup.Repository.Backends;
using ActorBackup.Repository.Blobs;
using ActorBackup.Repository.Documents;
using ActorBackup.Repository.Ids;
using ActorBackup.Repository.Locks;
using ActorBackup.Repository.Pruning;

namespace ActorBackup.Repository.Repairing;

/// <summary>Saves what can still be read of damaged packs into new ones, and removes the damaged. Done only to packs that are named.</summary>
/// <remarks>Afterwards no index tells of a blob that is not there, so a backup of the same files stores it again.</remarks>
public static class PackRepair
{
    public static Task<PackRepairResult> RunAsync(OpenRepository repository, IReadOnlySet<PackId> packs, CancellationToken stop) =>
        UnderLock.RunAsync(repository, LockMode.Exclusive, (held, token) => RepairAsync(repository, packs, held, token), stop);

    private static async Task<PackRepairResult> RepairAsync(OpenRepository repository, IReadOnlySet<PackId> packs, RepositoryLock held, CancellationToken stop)
    {
        await repository.RefreshIndexAsync(stop);
        var (index, lost, saved) = (new IndexDocuments(repository), new HashSet<BlobHandle>(), new HashSet<BlobHandle>());
        await using (var writer = repository.BeginWriting())
        {
            foreach (var pack in await KnownAsync(repository, index, packs, stop))
                foreach (var blob in pack.Blobs)
                {
                    if (saved.Contains(blob.Blob) || repository.Index.Locate(blob.Blob).Any(copy => !packs.Contains(copy.Pack))) continue;
                    if (await TryReadAsync(repository, pack.Id, blob, stop) is not { } content)
                    {
                        lost.Add(blob.Blob);
                        continue;
                    }
                    await writer.AddAgainAsync(blob.Blob.Type, content, stop);
                    saved.Add(blob.Blob);
                }
            await writer.FlushAsync(stop);
        }
        await IndexRewrite.RunAsync(repository, index, packs, held, stop);
        foreach (var pack in packs)
        {
            held.Demand();
            await repository.Backend.RemoveAsync(FileHandle.Of(pack), stop);
        }
        await repository.RefreshIndexAsync(stop);
        lost.ExceptWith(saved);
        return new PackRepairResult(packs.Count, saved.Count, [.. lost]);
    }

    /// <summary>What the packs hold: by the index, and by their own headers where these can be read.</summary>
    private static async Task<List<IndexedPack>> KnownAsync(OpenRepository repository, IndexDocuments index, IReadOnlySet<PackId> packs, CancellationToken stop)
    {
        var known = new List<IndexedPack>();
        foreach (var file in await index.ListAsync(stop))
            known.AddRange((await index.LoadAsync(new IndexId(file.File.Name), stop)).Packs.Where(p => packs.Contains(p.Id)));
        var there = (await PackHeaders.ListAsync(repository, stop)).Where(p => packs.Contains(p.Key)).Select(p => (p.Key, p.Value)).ToArray();
        known.AddRange((await PackHeaders.LoadAsync(repository, there, stop)).Read);
        return known;
    }

    private static async Task<ReadOnlyMemory<byte>?> TryReadAsync(OpenRepository repository, PackId pack, PackedBlob blob, CancellationToken stop)
    {
        try
        {
            // An index may say anything of a damaged pack.
            if (blob.Length > int.MaxValue) return null;
            var stored = await repository.Backend.LoadAsync(FileHandle.Of(pack), new ByteRange(blob.Offset, (int)blob.Length), stop);
            return repository.OpenBlob(stored.Span, blob, pack);
        }
        catch (RepositoryException e) when (e.Failure is RepositoryFailure.Damaged or RepositoryFailure.Missing)
        {
            return null;
        }
    }
}

/// <summary>What a repair of packs did.</summary>
/// <param name="Lost">Blobs of which no good copy is left: store them again, or take them out of the snapshots that need them.</param>
public sealed record PackRepairResult(int PacksRemoved, int BlobsSaved, ImmutableArray<BlobHandle> Lost);
