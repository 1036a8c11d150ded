using System.Collections.Concurrent;
using System.Collections.Immutable;
using ActorBackup.Repository.Backends;
using ActorBackup.Repository.Documents;
using ActorBackup.Repository.Ids;

namespace ActorBackup.Repository.Blobs;

/// <summary>Keeps a <see cref="BlobIndex"/> equal to the files in <c>index/</c>.</summary>
internal sealed class IndexFiles(IBackend backend, UnpackedFiles files, int version, BlobIndex index, Action<string> warn) : IDisposable
{
    /// <summary>Who removes index files adds others before; a few rounds see the end of it.</summary>
    private const int Rounds = 5;

    private readonly SemaphoreSlim _oneAtATime = new(1);
    private ImmutableDictionary<IndexId, RepositoryException> _damaged = ImmutableDictionary<IndexId, RepositoryException>.Empty;

    /// <exception cref="RepositoryException">An index file cannot be read: who wrote on would store again, or lose, what it tells of.</exception>
    public void DemandWhole()
    {
        foreach (var (file, why) in _damaged)
            throw new RepositoryException(why.Failure, $"Nothing is written at {backend.Location} while index/{file} cannot be read; repair the index first. {why.Message}", why);
    }

    public async Task RefreshAsync(CancellationToken stop)
    {
        await _oneAtATime.WaitAsync(stop);
        try
        {
            for (var round = 1; !await RefreshOnceAsync(stop); round++)
            {
                if (round == Rounds) throw new RepositoryException(RepositoryFailure.Unreachable, $"The index files at {backend.Location} are listed, but not there. Try again.");
            }
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    public async Task<IndexId> SaveAsync(IndexDocument document, CancellationToken stop)
    {
        var id = new IndexId((await files.SaveAsync(FileKind.Index, IndexFormat.Write(document), stop)).Name);
        index.Add(id, document);
        return id;
    }

    public void Dispose() => _oneAtATime.Dispose();

    /// <summary>False if a file vanished between its listing and its loading: then there are others to be seen.</summary>
    private async Task<bool> RefreshOnceAsync(CancellationToken stop)
    {
        var gone = index.Files.ToHashSet();
        var fresh = new List<IndexId>();
        await foreach (var file in backend.ListAsync(FileKind.Index, stop))
        {
            var id = new IndexId(file.File.Name);
            if (!gone.Remove(id)) fresh.Add(id);
        }
        var (damaged, vanished) = await LoadAsync(fresh, stop);
        if (vanished) return false;
        // What is new first: a pack that went from one file into another stays known throughout.
        foreach (var id in gone) index.Forget(id);
        foreach (var (id, why) in damaged)
            if (!_damaged.ContainsKey(id)) warn($"An index file is left out: {why.Message}");
        _damaged = damaged.ToImmutableDictionary();
        return true;
    }

    private async Task<(ConcurrentDictionary<IndexId, RepositoryException> Damaged, bool Vanished)> LoadAsync(List<IndexId> ids, CancellationToken stop)
    {
        var damaged = new ConcurrentDictionary<IndexId, RepositoryException>();
        var vanished = false;
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = backend.Connections, CancellationToken = stop };
        await Parallel.ForEachAsync(ids, parallel, async (id, cancel) =>
        {
            try
            {
                var json = await files.LoadAsync(FileHandle.Of(id), cancel);
                index.Add(id, IndexFormat.Read(json.Span, version));
            }
            catch (RepositoryException e) when (e.Failure == RepositoryFailure.Missing)
            {
                vanished = true;
            }
            catch (RepositoryException e) when (e.Failure is RepositoryFailure.Damaged or RepositoryFailure.Unsupported)
            {
                damaged[id] = e;
            }
        });
        return (damaged, vanished);
    }
}
