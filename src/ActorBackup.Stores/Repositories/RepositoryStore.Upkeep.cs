using System.Collections.Immutable;
using System.Globalization;
using ActorBackup.Core.Snapshots;
using ActorBackup.Core.Stores;
using ActorBackup.Repository;
using ActorBackup.Repository.Ids;
using ActorBackup.Repository.Locks;
using ActorBackup.Repository.Tagging;

namespace ActorBackup.Stores.Repositories;

/// <summary>Removing, marking, and keeping the repository small: all of it under an exclusive lock, in batches.</summary>
public sealed partial class RepositoryStore
{
    /// <summary>Captures wait for a batch: it ends soon, and the next one goes on.</summary>
    private const int MostInOneBatch = 500;

    private static readonly TimeSpan PatienceAtTheEnd = TimeSpan.FromSeconds(5);

    public Task<ImmutableList<string>> MaintainAsync(StoreWork work, Func<bool> mayAct, CancellationToken stop) => Run(async vault =>
    {
        var done = ImmutableList.CreateBuilder<string>();
        var marked = 0;
        for (var more = work >= StoreWork.Marks; more && mayAct();)
        {
            var batch = await WriteMarksAsync(vault, mayAct, stop);
            (marked, more) = (marked + batch.Marked, batch.More);
        }

        if (marked > 0) done.Add($"wrote the marks of {Count(marked, "snapshot")}");
        var mergeNow = work >= StoreWork.Hourly || (work == StoreWork.Urgent && vault.Upkeep.IsIndexCrowded);
        if (mergeNow && mayAct() && await MergeIndexAsync(vault, stop) is { } merged) done.Add(merged);
        if (work >= StoreWork.Daily && mayAct() && await PruneAsync(vault, mayAct, stop) is { } pruned) done.Add(pruned);
        return done.ToImmutable();
    }, stop);

    /// <summary>What was in the trash of shared sources that nobody runs any more. Half-written files are no snapshots, and not looked for.</summary>
    public Task<Tidied> TidyAsync(SourceLocation source, Tidying tidying, Func<bool> mayAct, CancellationToken stop) => Run(async vault =>
    {
        if (tidying.Configured is not { } configured) return new Tidied(0, 0, More: false);
        await vault.Catalog.RefreshAsync(stop);
        var over = vault.Catalog.Everything.Where(e => !configured.Contains(e.SideCar.Source.Name) && e.SideCar.Snapshot is { Epoch: > 0 } snapshot
            && snapshot.Copies[0] is { State: CopyState.Trash, RemovedAt: { } removedAt } && removedAt < tidying.TrashBefore).ToList();
        var batch = over.Take(tidying.Most).ToList();
        if (batch.Count > 0 && mayAct()) await RemoveAsync(vault, batch, () => { if (!mayAct()) throw NoRight(); }, stop);
        return new Tidied(0, batch.Count, over.Count > batch.Count);
    }, stop);

    private static async Task RemoveAsync(Vault vault, List<CatalogEntry> entries, Action demand, CancellationToken stop)
    {
        foreach (var batch in entries.Chunk(MostInOneBatch))
            await vault.Exclusive.RunAsync(async (held, token) =>
            {
                foreach (var file in batch.SelectMany(e => vault.Catalog.FilesOf(e.Handle)))
                {
                    demand();
                    await RemoveFileAsync(vault, held, file.File.Id, token);
                }
                foreach (var entry in batch) vault.Deferred.Drop(entry.Handle);
            }, stop);
    }

    /// <summary>A snapshot file is never changed: one with the new tags takes its place. In between both are there, and the newer one counts.</summary>
    private static async Task<(int Marked, bool More)> WriteMarksAsync(Vault vault, Func<bool> mayAct, CancellationToken stop)
    {
        if (!vault.Catalog.IsLoaded && vault.Deferred.IsEmpty) return (0, false);
        await vault.Catalog.RefreshAsync(stop);
        var (all, replaced) = (vault.Deferred.All, vault.Catalog.Replaced);
        if (all.Count + replaced.Count == 0) return (0, false);
        var marked = 0;
        await vault.Exclusive.RunAsync(async (held, token) =>
        {
            foreach (var file in replaced.Take(MostInOneBatch)) await RemoveFileAsync(vault, held, file.File.Id, token);
            foreach (var (handle, next) in all.Take(MostInOneBatch).TakeWhile(_ => mayAct()))
            {
                if (vault.Catalog.FilesOf(handle) is [var entry]) await MarkAsync(vault, held, entry, next, token);
                vault.Deferred.Done(handle, next);
                marked++;
            }
        }, stop);
        return (marked, all.Count > MostInOneBatch);
    }

    private static async Task MarkAsync(Vault vault, RepositoryLock held, CatalogEntry entry, SideCar next, CancellationToken stop)
    {
        var tags = SnapshotTags.Write(next, next.Snapshot.Copies[0], entry.File.Document.Tags, entry.Revision + 1);
        foreach (var (old, now) in await TagRun.RunAsync(vault.Repository, held, [entry.File.Id], new TagChange { Set = tags }, stop))
        {
            vault.Catalog.Add(new StoredSnapshot(now, entry.File.Document with { Tags = tags, Original = entry.File.Document.Original ?? old }));
            vault.Catalog.Forget(old);
        }
    }

    private static async Task RemoveFileAsync(Vault vault, RepositoryLock held, SnapshotFileId file, CancellationToken stop)
    {
        held.Demand();
        await vault.Repository.RemoveSnapshotAsync(file, stop);
        vault.Catalog.Forget(file);
    }

    private static async Task<string?> MergeIndexAsync(Vault vault, CancellationToken stop)
    {
        var listed = new List<Repository.Backends.StoredFile>();
        await foreach (var file in vault.Repository.Backend.ListAsync(Repository.Backends.FileKind.Index, stop)) listed.Add(file);
        if (Repository.Pruning.IndexMerge.Plan(listed).Count == 0) return null;
        string? done = null;
        await vault.Exclusive.RunAsync(async (held, token) =>
        {
            var merged = await vault.Upkeep.MergeIndexAsync(held, token);
            if (merged.Merged > 0) done = $"merged {Count(merged.Merged, "index file")} into {merged.Written}";
        }, stop);
        return done;
    }

    private static async Task<string?> PruneAsync(Vault vault, Func<bool> mayAct, CancellationToken stop)
    {
        await vault.Upkeep.PrepareAsync(stop);
        string? done = null;
        await vault.Exclusive.RunAsync(async (held, token) =>
        {
            if (!mayAct()) return;
            var pruned = await vault.Upkeep.PruneAsync(held, token);
            if (pruned.PacksRemoved + pruned.PacksRepacked > 0)
                done = $"removed {Count(pruned.PacksRemoved, "pack")} that nothing uses any more, {pruned.PacksRepacked} of them after moving {pruned.BytesWritten >> 10} KiB that is used{(pruned.IsComplete ? "" : "; the rest is for tomorrow")}";
        }, stop);
        return done;
    }

    private async Task WriteMarksAtTheEndAsync()
    {
        if (_opening.Current is not { } vault || vault.Deferred.IsEmpty) return;
        using var over = new CancellationTokenSource(PatienceAtTheEnd);
        try
        {
            if (vault.IsInPlace) await WriteMarksAsync(vault, static () => true, over.Token);
        }
        catch (Exception failure) when (failure is RepositoryException or OperationCanceledException or ActorBackup.Linux.SystemCallException)
        {
            // The manifest has what was decided, and asks for it again at the next start.
        }
    }

    private StoreException NoRight() => new(StoreFailure.NotOwner, $"store {Name}: the right to clean it has ended; nothing more was removed");

    private static string Count(int count, string what) => string.Create(CultureInfo.InvariantCulture, $"{count} {what}{(count == 1 ? "" : "s")}");
}
