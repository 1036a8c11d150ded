using System.Runtime.InteropServices;
using ActorBackup.Repository.Blobs;
using ActorBackup.Repository.Ids;

namespace ActorBackup.Repository.Pruning;

/// <summary>Every blob that a snapshot reaches, and since which snapshot. About 80 bytes a blob.</summary>
internal sealed class UsedBlobs
{
    private readonly Dictionary<BlobHandle, Use> _uses = [];

    /// <param name="Since">When the oldest snapshot that reaches it was taken, in seconds since 1970.</param>
    /// <param name="Copies">How many packs hold it, by the index.</param>
    private readonly record struct Use(long Since, int Copies);

    public int Count => _uses.Count;

    public bool Contains(BlobHandle blob) => _uses.ContainsKey(blob);

    /// <summary>When the oldest snapshot that reaches it was taken; null if none does.</summary>
    public DateTimeOffset? Since(BlobHandle blob) => _uses.TryGetValue(blob, out var use) ? DateTimeOffset.FromUnixTimeSeconds(use.Since) : null;

    /// <summary>Copies counted so far; 0 also if nothing uses the blob.</summary>
    public int Copies(BlobHandle blob) => _uses.TryGetValue(blob, out var use) ? use.Copies : 0;

    /// <summary>Counts a copy; false if nothing uses the blob.</summary>
    public bool CountCopy(BlobHandle blob)
    {
        ref var use = ref CollectionsMarshal.GetValueRefOrNullRef(_uses, blob);
        if (System.Runtime.CompilerServices.Unsafe.IsNullRef(ref use)) return false;
        use = use with { Copies = use.Copies + 1 };
        return true;
    }

    public IEnumerable<BlobHandle> WithoutCopy => _uses.Where(static use => use.Value.Copies == 0).Select(static use => use.Key);

    /// <summary>Walks all trees of all snapshots, each once. Anything that cannot be read ends it: what that would have reached is unknown.</summary>
    /// <exception cref="RepositoryException"><see cref="RepositoryFailure.Damaged"/> or <see cref="RepositoryFailure.Missing"/>: which tree of which snapshot.</exception>
    public static async Task<UsedBlobs> WalkAsync(OpenRepository repository, IEnumerable<StoredSnapshot> snapshots, TreeLinkCache cache, CancellationToken stop)
    {
        var used = new UsedBlobs();
        // The oldest first: so the first that meets a blob is the oldest that uses it.
        foreach (var snapshot in snapshots.OrderBy(s => s.Document.Time.Seconds))
            await used.WalkAsync(repository, snapshot, cache, stop);
        cache.EndWalk();
        return used;
    }

    private async Task WalkAsync(OpenRepository repository, StoredSnapshot snapshot, TreeLinkCache cache, CancellationToken stop)
    {
        var use = new Use(Math.Clamp(snapshot.Document.Time.Seconds, DateTimeOffset.MinValue.ToUnixTimeSeconds(), DateTimeOffset.MaxValue.ToUnixTimeSeconds()), 0);
        var waiting = new Stack<TreeId>();
        waiting.Push(snapshot.Document.Tree);
        while (waiting.TryPop(out var id))
        {
            if (!_uses.TryAdd(BlobHandle.Tree(id), use)) continue;
            stop.ThrowIfCancellationRequested();
            if (cache.Find(id) is not { } links) cache.Keep(id, links = await LoadAsync(repository, snapshot.Id, id, stop));
            foreach (var blob in links.Contents) _uses.TryAdd(BlobHandle.Data(blob), use);
            foreach (var subtree in links.Subtrees)
                if (!_uses.ContainsKey(BlobHandle.Tree(subtree))) waiting.Push(subtree);
        }
    }

    private static async Task<TreeLinks> LoadAsync(OpenRepository repository, SnapshotFileId snapshot, TreeId id, CancellationToken stop)
    {
        try
        {
            return TreeLinks.Of(id, await repository.LoadTreeAsync(id, stop));
        }
        catch (RepositoryException e) when (e.Failure is RepositoryFailure.Damaged or RepositoryFailure.Missing or RepositoryFailure.Unsupported)
        {
            throw new RepositoryException(e.Failure, $"Snapshot {snapshot} cannot be followed to all its data, so nobody knows what may be removed; nothing was. {e.Message}", e);
        }
    }
}
