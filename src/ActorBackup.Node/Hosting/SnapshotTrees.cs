using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using ActorBackup.Core.Protocols;
using ActorBackup.Core.Settings;
using ActorBackup.Core.Snapshots;
using ActorBackup.Core.Stores;
using ActorBackup.Core.Trees;
using ActorBackup.Node.Http;

namespace ActorBackup.Node.Hosting;

/// <summary>Reads snapshots of folders straight from their stores: nothing is locked, created or marked. A store is opened once and kept: deriving keys takes its time.</summary>
internal sealed class SnapshotTrees(Func<NodeSettings> settings, Func<StoreSettings, IBackupStore> openStore) : ISnapshotTrees, IAsyncDisposable
{
    private readonly ConcurrentDictionary<StoreSettings, Lazy<IBackupStore>> _open = new();

    public IAsyncEnumerable<TreeEntry> ListAsync(SourceProtocol.Chosen chosen, string path, CancellationToken stop) => GuardedAsync(async () =>
    {
        var (store, source, copies) = await FindAsync(chosen.Source, [chosen.Snapshot], stop);
        return store.ListTreeAsync(source, chosen.Snapshot.Id, copies[0], Inside(source, path), stop);
    }, stop);

    public IAsyncEnumerable<TreeChange> CompareAsync(SourceProtocol.Chosen before, SourceProtocol.Chosen? after, CancellationToken stop) => GuardedAsync(async () =>
    {
        var (store, source, copies) = await FindAsync(before.Source, after is null ? [before.Snapshot] : [before.Snapshot, after.Snapshot], stop);
        return after is null
            ? store.CompareWithPresentAsync(source, before.Snapshot.Id, copies[0], SourceOf(before.Source).Tree!, stop)
            : store.CompareAsync(source, (before.Snapshot.Id, copies[0]), (after.Snapshot.Id, copies[1]), stop);
    }, stop);

    public async IAsyncEnumerable<(Snapshot Snapshot, PathState State)> HistoryAsync(SourceProtocol.Snapshots listed, string path, [EnumeratorCancellation] CancellationToken stop)
    {
        var byStore = SourceOf(listed.Source).Stores.MaxBy(use => listed.List.Count(s => IsIn(s, use.Store)))?.Store;
        var found = byStore is null ? [] : listed.List.FindAll(s => IsIn(s, byStore));
        if (found.IsEmpty) yield break;
        var states = GuardedAsync(async () =>
        {
            var (store, source, copies) = await FindAsync(listed.Source, found, stop);
            return store.HistoryAsync(source, [.. found.Select((s, i) => (s.Id, copies[i]))], Inside(source, path), stop);
        }, stop);
        var at = 0;
        await foreach (var state in states) yield return (found[at++], state);
    }

    public async Task<Stream> OpenFileAsync(SourceProtocol.Chosen chosen, string path, CancellationToken stop)
    {
        try
        {
            var (store, source, copies) = await FindAsync(chosen.Source, [chosen.Snapshot], stop);
            return await store.ReadFileAsync(source, chosen.Snapshot.Id, copies[0], Inside(source, path), stop);
        }
        catch (StoreException failure)
        {
            throw Refused(failure);
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var store in _open.Values) await store.Value.DisposeAsync();
    }

    private static bool IsIn(Snapshot snapshot, StoreName store) => snapshot.CopyIn(store) is { State: CopyState.Live };

    /// <summary>As a person may write it: below the source's folder, with or without that folder in front.</summary>
    private static string Inside(SourceLocation source, string path) =>
        path == source.Path ? "" : path.StartsWith(source.Path + "/", StringComparison.Ordinal) ? path[(source.Path.Length + 1)..]
        : path.StartsWith('/') ? throw new RefusedException(RefusalKind.Invalid, $"{path} does not lie in {source.Path}, the folder of {source.Id}") : path;

    private SourceSettings SourceOf(Core.Sources.SourceId id) =>
        settings().Sources.Find(s => s.Id == id) is not { } source ? throw new RefusedException(RefusalKind.NoSuchSource, $"there is no source '{id}'")
        : source.Tree is null ? throw new RefusedException(RefusalKind.Invalid, $"{id} is a file: this is for sources of kind = tree")
        : source;

    /// <summary>The first store that is here and has all of them.</summary>
    private async Task<(ITreeStore Store, SourceLocation Source, StoredCopy[] Copies)> FindAsync(Core.Sources.SourceId id, IReadOnlyList<Snapshot> snapshots, CancellationToken stop)
    {
        var source = SourceOf(id).Location;
        var findings = new List<string>();
        foreach (var use in SourceOf(id).Stores)
        {
            if (!snapshots.All(s => IsIn(s, use.Store)) || Open(use.Store) is not { } store) continue;
            switch (await store.OpenAsync(source, known: null, PlaceUse.Read, stop))
            {
                case PlaceOpening.Here: return (store, source, [.. snapshots.Select(s => s.CopyIn(use.Store)!)]);
                case PlaceOpening.Away away: findings.Add($"{use.Store}: {away.Reason}"); break;
                case PlaceOpening.Locked locked: findings.Add($"{use.Store}: {locked.Reason}"); break;
                default: break;
            }
        }

        var what = string.Join(" and ", snapshots.Take(2).Select(s => s.Id));
        throw new RefusedException(RefusalKind.Away, findings.Count == 0 ? $"no store has {what} of {id} now" : $"{what} of {id} cannot be read: {string.Join("; ", findings)}");
    }

    private ITreeStore? Open(StoreName name) =>
        settings().Stores.TryGetValue(name, out var configured) ? _open.GetOrAdd(configured, s => new Lazy<IBackupStore>(() => openStore(s))).Value as ITreeStore : null;

    private static async IAsyncEnumerable<T> GuardedAsync<T>(Func<Task<IAsyncEnumerable<T>>> open, [EnumeratorCancellation] CancellationToken stop)
    {
        await using var all = await Try(async () => (await open()).GetAsyncEnumerator(stop));
        while (await Try(async () => await all.MoveNextAsync())) yield return all.Current;
    }

    private static async Task<T> Try<T>(Func<Task<T>> step)
    {
        try { return await step(); }
        catch (StoreException failure) { throw Refused(failure); }
    }

    private static RefusedException Refused(StoreException failure) => new(failure.Kind switch
    {
        StoreFailure.Missing => RefusalKind.NoSuchSnapshot,
        StoreFailure.Away => RefusalKind.Away,
        StoreFailure.Locked => RefusalKind.Locked,
        _ => RefusalKind.Failed,
    }, failure.Message);
}
