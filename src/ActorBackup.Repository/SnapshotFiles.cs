using System.Collections.Concurrent;
using ActorBackup.Repository.Backends;
using ActorBackup.Repository.Documents;
using ActorBackup.Repository.Ids;

namespace ActorBackup.Repository;

/// <summary>The snapshots of a repository. Those read once are remembered: a snapshot's file never changes.</summary>
internal sealed class SnapshotFiles(IBackend backend, UnpackedFiles files, Action<string> warn)
{
    private readonly ConcurrentDictionary<SnapshotFileId, SnapshotDocument> _known = new();

    public async Task<IReadOnlyList<StoredSnapshot>> ListAsync(bool strict, CancellationToken stop)
    {
        var ids = await IdsAsync(stop);
        var present = ids.ToHashSet();
        foreach (var gone in _known.Keys.Where(id => !present.Contains(id))) _known.TryRemove(gone, out _);

        var found = new ConcurrentBag<StoredSnapshot>();
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = backend.Connections, CancellationToken = stop };
        await Parallel.ForEachAsync(ids, parallel, async (id, cancel) =>
        {
            try
            {
                found.Add(await LoadAsync(id, cancel));
            }
            catch (RepositoryException e) when (e.Failure == RepositoryFailure.Missing)
            {
                // Removed since it was listed.
            }
            catch (RepositoryException e) when (!strict && e.Failure is RepositoryFailure.Damaged or RepositoryFailure.Unsupported)
            {
                warn($"A snapshot is left out: {e.Message}");
            }
        });
        return [.. found.OrderBy(s => s.Document.Time.Seconds).ThenBy(s => s.Document.Time.Nanos).ThenBy(s => s.Id.Value)];
    }

    public async Task<StoredSnapshot> FindAsync(string text, CancellationToken stop)
    {
        if (text == "latest")
            return await ListAsync(strict: false, stop) is [.., var latest] ? latest : throw new RepositoryException(RepositoryFailure.Missing, $"There is no snapshot at {backend.Location}.");
        if (text.Length == 0 || !text.All(char.IsAsciiHexDigitLower))
            throw RepositoryException.Refused($"'{text}' is not a snapshot: give the start of its id (hex digits) or 'latest'.");
        var ids = await IdsAsync(stop);
        return ids.Where(id => id.ToString().StartsWith(text, StringComparison.Ordinal)).Take(2).ToArray() switch
        {
            [] => throw new RepositoryException(RepositoryFailure.Missing, $"No snapshot's id starts with '{text}' at {backend.Location}."),
            [var id] => await LoadAsync(id, stop),
            _ => throw RepositoryException.Refused($"More than one snapshot's id starts with '{text}': give more digits."),
        };
    }

    public async Task<StoredSnapshot> LoadAsync(SnapshotFileId id, CancellationToken stop)
    {
        if (_known.TryGetValue(id, out var known)) return new(id, known);
        var json = await files.LoadAsync(FileHandle.Of(id), stop);
        try
        {
            return new(id, _known[id] = SnapshotFormat.Read(json.Span));
        }
        catch (RepositoryException e)
        {
            throw new RepositoryException(e.Failure, $"{FileHandle.Of(id)}: {e.Message}", e);
        }
    }

    public async Task<SnapshotFileId> SaveAsync(SnapshotDocument snapshot, CancellationToken stop) =>
        new((await files.SaveAsync(FileKind.Snapshot, SnapshotFormat.Write(snapshot), stop)).Name);

    public async Task RemoveAsync(SnapshotFileId id, CancellationToken stop)
    {
        await backend.RemoveAsync(FileHandle.Of(id), stop);
        _known.TryRemove(id, out _);
    }

    private async Task<List<SnapshotFileId>> IdsAsync(CancellationToken stop)
    {
        var ids = new List<SnapshotFileId>();
        await foreach (var file in backend.ListAsync(FileKind.Snapshot, stop)) ids.Add(new(file.File.Name));
        return ids;
    }
}
