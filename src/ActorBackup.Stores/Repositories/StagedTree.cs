using System.Security.Cryptography;
using ActorBackup.Core.Ownership;
using ActorBackup.Core.Snapshots;
using ActorBackup.Core.Stores;
using ActorBackup.Core.Trees;
using ActorBackup.Repository;
using ActorBackup.Repository.Backups;
using ActorBackup.Repository.Documents;
using ActorBackup.Repository.Sharing;
using ActorBackup.Repository.Trees;
using ActorBackup.Stores.Watching;

namespace ActorBackup.Stores.Repositories;

/// <summary>A folder on its way into a repository: one capture of the group runs from the first entry looked at to the snapshot, and waits in between for the word that it is wanted.</summary>
internal sealed class StagedTree : IStagedTree
{
    private readonly Vault _vault;
    private readonly CommitRules _rules;
    private readonly TreeCapture _capture;
    private readonly TreeMemory _memory;
    private readonly TreeState? _before;
    private readonly TaskCompletionSource<BackupResult> _read = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<Commit?> _decided = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _end = new();
    private readonly LockPatience _patience;
    private readonly Task<StoredSnapshot?> _running;
    private CatalogEntry? _parent;
    private bool _parentIsPrevious;
    private bool _committed;
    private BackupResult? _result;

    private StagedTree(Vault vault, CommitRules rules, TreeCapture capture, TreeMemory memory)
    {
        (_vault, _rules, _capture, _memory, _before) = (vault, rules, capture, memory, memory.Of(capture, vault));
        _patience = new LockPatience(rules, _end.Token);
        _running = Task.Run(() => _patience.WaitAsync(token => vault.Group.CaptureAsync(CaptureAsync, token)));
    }

    public StoreName Store => _rules.Store;

    public TreeReading Reading { get; private set; } = null!;

    /// <exception cref="RepositoryException">Missing: there is nothing at the source's path, or it cannot be read.</exception>
    public static async Task<StagedTree> BeginAsync(Vault vault, CommitRules rules, TreeCapture capture, TreeMemory memory, CancellationToken stop)
    {
        var staged = new StagedTree(vault, rules, capture, memory);
        try
        {
            using var ends = stop.UnsafeRegister(static end => ((CancellationTokenSource)end!).Cancel(), staged._end);
            if (await Task.WhenAny(staged._read.Task, staged._running) == staged._running) await staged._running;
            staged._result = await staged._read.Task;
            staged.Reading = staged.Read(staged._result);
            return staged;
        }
        catch
        {
            await staged.DisposeAsync();
            throw;
        }
    }

    public Task<StoredCopy> CommitAsync(SideCar sideCar, IClaim claim, CancellationToken stop) => Task.Run(async () =>
    {
        if (sideCar.Snapshot.Id != _capture.Id) throw new ArgumentException($"The side-car is of {sideCar.Snapshot.Id}, the folder of {_capture.Id}.", nameof(sideCar));
        using var ends = stop.UnsafeRegister(static end => ((CancellationTokenSource)end!).Cancel(), _end);
        var commit = new Commit(_vault, _rules, _capture.Source, sideCar, claim);
        try
        {
            commit.Demand();
            _decided.TrySetResult(commit);
            var copy = commit.Done(await _running);
            _committed = true;
            _memory.Keep(_capture.Source.Id, new TreeState(_vault, _capture.Id, _capture.Rules, _result!.State));
            return copy;
        }
        catch (RepositoryException failure)
        {
            throw VaultErrors.Of(Store, failure);
        }
    }, stop);

    /// <summary>Without a commit nothing is listed; what was stored for it waits for the next prune.</summary>
    public async ValueTask DisposeAsync()
    {
        _decided.TrySetResult(null);
        if (!_read.Task.IsCompleted) await _end.CancelAsync();
        await _running.ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        if (!_committed && _result is not null && Reading is { IsSame: true }) KeepSame(_result, _capture.Previous!.Id);
        _patience.Dispose();
        _end.Dispose();
    }

    /// <summary>Under the lock: nothing of the parent is removed meanwhile.</summary>
    private async Task<SnapshotDocument?> CaptureAsync(CaptureScope scope, CancellationToken stop)
    {
        _patience.End();
        try
        {
            await FindParentAsync(scope, stop);
            var known = _parentIsPrevious ? _before : null;
            var request = new BackupRequest([_capture.Source.Path])
            {
                Excludes = TreeWalk.ExcludesOf(_capture.Rules),
                Previous = known?.State ?? (_parent is { } parent ? BackupState.Of(parent.File) : null),
                Dirty = known is not null && _capture.Dirty is { } dirty ? Convert(dirty) : null,
                LookAtAll = _capture.FullScanBecause is not null,
            };
            _read.SetResult(await BackupRun.RunAsync(scope.Repository, scope.Writer, request, _memory.Trees, stop));
        }
        catch (Exception failure)
        {
            _read.TrySetException(failure);
            throw;
        }

        if (await _decided.Task.WaitAsync(stop) is not { } commit) return null;
        await commit.RefuseAsync(stop);
        commit.Demand();
        return commit.Document(_result!.Root, _result.Summary) with { Parent = _parent?.File.Id, Excludes = [.. _capture.Rules.Excludes] };
    }

    /// <summary>The snapshot before, if it stands; else the newest of this folder that does: it spares reading what has not changed.</summary>
    private async Task FindParentAsync(CaptureScope scope, CancellationToken stop)
    {
        if (!_vault.Catalog.IsLoaded) await _vault.Catalog.RefreshAsync(stop);
        var previous = _capture.Previous is { } known ? _vault.Catalog.Find(_capture.Source.Id, known.Id, known.Copy.Handle) : null;
        var newest = _vault.Catalog.Of(_capture.Source.Id).Where(e => e.SideCar.SourcePath == _capture.Source.Path).MaxBy(e => e.SideCar.Snapshot.TakenAt);
        foreach (var candidate in new[] { previous, newest })
        {
            if (candidate is null || !await scope.ParentStandsAsync(candidate.File.Id, stop)) continue;
            (_parent, _parentIsPrevious) = (candidate, candidate == previous);
            return;
        }
    }

    private TreeReading Read(BackupResult result)
    {
        if (result.Targets is not [{ Node: { Type: NodeType.Folder } node }])
            throw new RepositoryException(RepositoryFailure.Missing, $"{_capture.Source.Path} is no folder; a source of kind = tree must be one.");
        var missing = result.Unreadable.Where(item => !item.IsStored).ToList();
        var (files, added) = ((long)result.Summary.TotalFilesProcessed, (long)result.Summary.FilesNew);
        var before = _before?.State.Files ?? _capture.Previous?.Files;
        var figures = new TreeFigures(
            files, added, (long)result.Summary.FilesChanged, before is { } had ? Math.Max(0, had + added - files) : 0, missing.Count,
            [.. missing.Take(TreeFigures.MostNamed).Select(item => $"{item.Path}: {item.Reason}")]);
        return new TreeReading(
            ContentDigest.Of(SHA256.HashData(TreeFormat.Write(new Tree([node])))), result.Unchanged && _parentIsPrevious, figures, (long)result.Summary.TotalBytesProcessed,
            (long)result.Summary.DataAdded, result.Summary.BackupStart.ToDateTimeOffset().ToUniversalTime(), result.LookedAtAll, _parentIsPrevious, [.. result.Missed]);
    }

    /// <summary>Nothing refers to the root that was made just now, unless the snapshot before has the same: then what was remembered before serves on.</summary>
    private void KeepSame(BackupResult result, SnapshotId previous)
    {
        if (result.State.Root == _parent!.File.Document.Tree) _memory.Keep(_capture.Source.Id, new TreeState(_vault, previous, _capture.Rules, result.State));
    }

    private static Repository.Backups.DirtyPaths Convert(Core.Trees.DirtyPaths dirty)
    {
        var paths = new Repository.Backups.DirtyPaths();
        foreach (var path in dirty.Entries) paths.Add(path);
        foreach (var path in dirty.Folders) paths.Add(path, whole: true);
        return paths;
    }
}
