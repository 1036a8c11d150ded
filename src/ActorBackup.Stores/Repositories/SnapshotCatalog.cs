using ActorBackup.Core.Snapshots;
using ActorBackup.Core.Sources;
using ActorBackup.Core.Stores;
using ActorBackup.Repository;
using ActorBackup.Repository.Backends;
using ActorBackup.Repository.Ids;

namespace ActorBackup.Stores.Repositories;

/// <summary>All snapshots of ours in one repository, in memory: each file is read once. About 2 KB a snapshot. Safe for concurrent use.</summary>
internal sealed class SnapshotCatalog(OpenRepository repository, StoreName store, Action<string> warn) : IDisposable
{
    private readonly SemaphoreSlim _gate = new(1);
    private readonly Dictionary<SnapshotFileId, CatalogEntry?> _files = [];
    private long _begun, _succeeded;

    /// <summary>Whether it was compared with the repository at least once.</summary>
    public bool IsLoaded { get; private set; }

    /// <summary>Reads what is new and forgets what is gone. Those who ask while others wait are served by one listing.</summary>
    public async Task RefreshAsync(CancellationToken stop)
    {
        var asked = Interlocked.Read(ref _begun);
        await _gate.WaitAsync(stop);
        try
        {
            if (_succeeded > asked) return;   // one that began after this was asked has just ended
            var mine = Interlocked.Increment(ref _begun);
            var listed = new HashSet<SnapshotFileId>();
            await foreach (var stored in repository.Backend.ListAsync(FileKind.Snapshot, stop)) listed.Add(new SnapshotFileId(stored.File.Name));
            foreach (var gone in Known().Where(id => !listed.Contains(id))) Forget(gone);
            foreach (var id in listed.Except(Known())) await LoadAsync(id, stop);
            (IsLoaded, _succeeded) = (true, mine);
        }
        finally
        {
            _gate.Release();
        }
    }

    public void Add(StoredSnapshot file)
    {
        var entry = Read(file);
        lock (_files) _files[file.Id] = entry;
    }

    public void Forget(SnapshotFileId id)
    {
        lock (_files) _files.Remove(id);
    }

    /// <summary>Each snapshot once, though a kill may have left several files of it, and a former owner may have stored the same content once more.</summary>
    public IReadOnlyList<CatalogEntry> Of(SourceId source)
    {
        lock (_files)
            return [.. All.Where(e => e.SideCar.Source == source).GroupBy(e => (e.SideCar.Snapshot.Id, e.SideCar.Snapshot.Digest)).Select(Best)];
    }

    public IReadOnlyList<CatalogEntry> Everything
    {
        get
        {
            lock (_files) return [.. All];
        }
    }

    /// <summary>The one with this handle, else any with this id; null if there is none.</summary>
    public CatalogEntry? Find(SourceId source, SnapshotId id, string? handle)
    {
        lock (_files)
        {
            var found = All.Where(e => e.SideCar.Snapshot.Id == id && e.SideCar.Source == source).ToList();
            var exact = found.FindAll(e => e.Handle == handle);
            return exact.Count > 0 ? Best(exact) : found.Count > 0 ? Best(found) : null;
        }
    }

    /// <summary>Files that a newer one of the same snapshot has replaced: left by a kill between two steps.</summary>
    public IReadOnlyList<CatalogEntry> Replaced
    {
        get
        {
            lock (_files) return [.. All.GroupBy(e => e.Handle).SelectMany(files => files.Except([Best(files)]))];
        }
    }

    /// <summary>All files of one snapshot.</summary>
    public IReadOnlyList<CatalogEntry> FilesOf(string handle)
    {
        lock (_files) return [.. All.Where(e => e.Handle == handle)];
    }

    public void Dispose() => _gate.Dispose();

    private IEnumerable<CatalogEntry> All => _files.Values.OfType<CatalogEntry>();

    private List<SnapshotFileId> Known()
    {
        lock (_files) return [.. _files.Keys];
    }

    private static CatalogEntry Best(IEnumerable<CatalogEntry> files) =>
        files.OrderByDescending(e => e.SideCar.Snapshot.Epoch).ThenByDescending(e => e.Revision).ThenBy(e => e.File.Id.ToString(), StringComparer.Ordinal).First();

    private async Task LoadAsync(SnapshotFileId id, CancellationToken stop)
    {
        try
        {
            Add(await repository.FindSnapshotAsync(id.ToString(), stop));
        }
        catch (RepositoryException failure) when (failure.Failure is RepositoryFailure.Missing)
        {
            // removed between listing and reading
        }
        catch (RepositoryException failure) when (failure.Failure is RepositoryFailure.Damaged or RepositoryFailure.Unsupported)
        {
            warn($"a snapshot file cannot be read and is passed over: {failure.Message}");
            lock (_files) _files[id] = null;
        }
    }

    private CatalogEntry? Read(StoredSnapshot file)
    {
        try
        {
            return CatalogEntry.Of(file, store);
        }
        catch (FormatException damaged)
        {
            warn($"the tags of snapshot {file.Id.ToString()[..8]} cannot be read ({damaged.Message}); it is not listed");
            return null;
        }
    }
}
