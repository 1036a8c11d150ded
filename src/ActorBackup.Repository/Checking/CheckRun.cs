using ActorBackup.Repository.Backends;
using ActorBackup.Repository.Documents;
using ActorBackup.Repository.Ids;
using ActorBackup.Repository.Locks;

namespace ActorBackup.Repository.Checking;

/// <summary>Verifies a repository (format specification, section 17) and changes nothing in it but its own lock.</summary>
/// <remarks>Holds about 100 bytes per pack and per tree beside the index in memory; packs are read in pieces. A repository whose index cannot be read
/// is compared as far as that goes; its trees are not walked, because every one of them would seem to be missing.</remarks>
public sealed class CheckRun
{
    private readonly OpenRepository _repository;
    private readonly CheckOptions _options;
    private readonly CheckTally _tally;
    private readonly IndexCheck _index;
    private readonly TreeCheck _trees;

    private CheckRun(OpenRepository repository, CheckOptions options, Action<Finding> report)
    {
        (_repository, _options, _tally) = (repository, options, new CheckTally(report));
        (_index, _trees) = (new IndexCheck(repository, _tally), new TreeCheck(repository, _tally));
    }

    /// <param name="report">Called for each finding as it is made, one at a time, from any thread.</param>
    /// <exception cref="RepositoryException">The check could not be made: locked, not reachable. What it finds is reported, not thrown.</exception>
    public static async Task<CheckResult> RunAsync(OpenRepository repository, CheckOptions options, Action<Finding> report, CancellationToken stop)
    {
        var run = new CheckRun(repository, options, report);
        await new AttendantCheck(repository, run._tally).CheckAsync(stop);
        if (options.Lock is not { } mode) return await run.CheckAsync(stop);
        return await UnderLock.RunAsync(repository, mode, (_, token) => run.CheckAsync(token), stop);
    }

    /// <summary>Packs, then snapshots, then the index: what a writer adds meanwhile is then in a later list, never in an earlier one alone.</summary>
    private async Task<CheckResult> CheckAsync(CancellationToken stop)
    {
        var packs = new Dictionary<PackId, long>();
        await foreach (var file in _repository.Backend.ListAsync(FileKind.Pack, stop)) packs[new PackId(file.File.Name)] = file.Bytes;
        var snapshots = await LoadSnapshotsAsync(stop);
        await _index.LoadAsync(stop);
        await _index.CompareAsync(packs, stop);
        if (_index.IsComplete)
        {
            await _repository.RefreshIndexAsync(stop);
            foreach (var snapshot in snapshots) await _trees.WalkAsync(snapshot, stop);
        }
        if (!_options.Reading.IsNone) await ReadPacksAsync(stop);
        return _tally.Result(snapshots.Count, _trees.Trees, _index.Packs);
    }

    private async Task<List<StoredSnapshot>> LoadSnapshotsAsync(CancellationToken stop)
    {
        var snapshots = new List<StoredSnapshot>();
        await foreach (var file in _repository.Backend.ListAsync(FileKind.Snapshot, stop))
        {
            try
            {
                var json = await _repository.LoadDocumentAsync(file.File, stop);
                snapshots.Add(new StoredSnapshot(new SnapshotFileId(file.File.Name), SnapshotFormat.Read(json.Span)));
            }
            catch (RepositoryException e) when (e.Failure is RepositoryFailure.Damaged or RepositoryFailure.Unsupported)
            {
                _tally.Error(FindingKind.SnapshotUnreadable, $"{file.File} cannot be read: {e.Message}",
                    "Bring it back from a copy, or forget it; nothing is pruned while it is there.", file.File);
            }
            catch (RepositoryException e) when (e.Failure == RepositoryFailure.Missing)
            {
                // Somebody who may, without our lock in the way, removed it meanwhile.
            }
        }
        return snapshots;
    }

    private async Task ReadPacksAsync(CancellationToken stop)
    {
        var (check, read) = (new PackCheck(_repository, _tally), new HashSet<PackId>());
        var parallel = new ParallelOptions { CancellationToken = stop, MaxDegreeOfParallelism = Math.Clamp(_repository.Backend.Connections, 1, Environment.ProcessorCount) };
        foreach (var id in _index.Readable)
        {
            var document = await IndexCheck.LoadAsync(_repository, id, stop);
            var chosen = document.Packs.Where(pack => _options.Reading.Includes(pack.Id) && read.Add(pack.Id));
            await Parallel.ForEachAsync(chosen, parallel, async (pack, token) => await check.ReadAsync(pack, token));
        }
    }
}
