using System.Collections.Immutable;
using ActorBackup.Repository.Backends;
using ActorBackup.Repository.Documents;
using ActorBackup.Repository.Ids;
using ActorBackup.Repository.Locks;
using ActorBackup.Repository.Pruning;

namespace ActorBackup.Repository.Repairing;

/// <summary>Makes the index right again from the packs' own headers. No pack is changed or removed.</summary>
/// <remarks>New index files are written before old ones are removed. A pack whose header cannot be read, but of which an index file tells, keeps what
/// that says: its blobs may still be good, and <see cref="PackRepair"/> saves those that are.</remarks>
public static class IndexRepair
{
    /// <param name="fromNothing">Believe no index file: read the headers of all packs.</param>
    public static Task<IndexRepairResult> RunAsync(OpenRepository repository, bool fromNothing, CancellationToken stop) =>
        UnderLock.RunAsync(repository, LockMode.Exclusive, (held, token) => RepairAsync(repository, fromNothing, held, token), stop);

    private static async Task<IndexRepairResult> RepairAsync(OpenRepository repository, bool fromNothing, RepositoryLock held, CancellationToken stop)
    {
        var files = await LoadFilesAsync(repository, stop);
        var plan = IndexRepairPlan.Of(fromNothing ? [.. files.Select(f => (f.Id, (IndexDocument?)null))] : files, await PackHeaders.ListAsync(repository, stop));
        return await CarryOutAsync(repository, plan, files, held, stop);
    }

    private static async Task<IndexRepairResult> CarryOutAsync(
        OpenRepository repository, IndexRepairPlan plan, List<(IndexId Id, IndexDocument? Document)> files, RepositoryLock held, CancellationToken stop)
    {
        var (read, unreadable) = await PackHeaders.LoadAsync(repository, plan.Read, stop);
        var told = Told(files, unreadable);
        var written = await new IndexDocuments(repository).SaveAsync([.. plan.Keep, .. read, .. told], stop);
        foreach (var id in plan.Replace.Except(written))
        {
            held.Demand();
            await repository.Backend.RemoveAsync(FileHandle.Of(id), stop);
        }
        await repository.RefreshIndexAsync(stop);
        return new IndexRepairResult(read.Count, plan.Drop, [.. unreadable], plan.Replace.Length, written.Count);
    }

    /// <summary>What index files say of packs that cannot say it themselves: the one that tells most.</summary>
    private static IEnumerable<IndexedPack> Told(List<(IndexId Id, IndexDocument? Document)> files, List<(PackId Pack, string Why)> unreadable)
    {
        var wanted = unreadable.Select(u => u.Pack).ToHashSet();
        return files.SelectMany(f => f.Document?.Packs ?? []).Where(p => wanted.Contains(p.Id)).GroupBy(p => p.Id).Select(same => same.MaxBy(p => p.Blobs.Length)!);
    }

    private static async Task<List<(IndexId Id, IndexDocument? Document)>> LoadFilesAsync(OpenRepository repository, CancellationToken stop)
    {
        var (index, files) = (new IndexDocuments(repository), new List<(IndexId, IndexDocument?)>());
        foreach (var file in await index.ListAsync(stop))
        {
            var id = new IndexId(file.File.Name);
            try
            {
                files.Add((id, await index.LoadAsync(id, stop)));
            }
            catch (RepositoryException e) when (e.Failure is RepositoryFailure.Damaged or RepositoryFailure.Unsupported)
            {
                repository.Options.Warn($"{file.File} is replaced: {e.Message}");
                files.Add((id, null));
            }
        }
        return files;
    }
}

/// <summary>What a repair of the index did.</summary>
/// <param name="Read">Packs that came into the index from their headers.</param>
/// <param name="Dropped">Packs that are not there and left the index. What they held must be stored again.</param>
/// <param name="Unreadable">Packs whose headers cannot be read, and why: repair these packs.</param>
public sealed record IndexRepairResult(
    int Read, ImmutableArray<PackId> Dropped, ImmutableArray<(PackId Pack, string Why)> Unreadable, int IndexesReplaced, int IndexesWritten);
