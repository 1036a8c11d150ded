using ActorBackup.Linux;
using ActorBackup.Repository.Blobs;
using ActorBackup.Repository.Chunking;
using ActorBackup.Repository.Documents;
using ActorBackup.Repository.Ids;
using ActorBackup.Repository.Scanning;
using ActorBackup.Repository.Trees;

namespace ActorBackup.Repository.Backups;

/// <summary>Stores the trees and data of some paths. Takes no lock, writes no snapshot, does not flush: that is its caller's.</summary>
public static class BackupRun
{
    /// <summary>A file that vanishes meanwhile is left out silently; one that cannot be read is reported and left out.</summary>
    /// <param name="cache">Decoded trees kept between runs; null keeps none.</param>
    /// <exception cref="RepositoryException"><see cref="RepositoryFailure.Missing"/>: none of the paths is there.</exception>
    public static Task<BackupResult> RunAsync(
        OpenRepository repository, BlobWriter writer, BackupRequest request, TreeCache? cache, CancellationToken stop) =>
        RunAsync(new RepositoryBlobs(repository, writer), repository.Chunker, repository.Options, request, cache, stop);

    internal static async Task<BackupResult> RunAsync(
        IBackupBlobs blobs, Chunker chunker, RepositoryOptions options, BackupRequest request, TreeCache? cache, CancellationToken stop)
    {
        var targets = TargetPath.Of(request.Paths);
        var startedAt = NodeTime.From(options.Clock.GetLocalNow());
        var mounts = RawMount.All();
        var previous = request.Previous;
        var dirty = previous is { KnowsAll: true } && request.Dirty is not null ? AllDirty(request.Dirty, previous, mounts) : null;
        var whole = dirty is null || request.LookAtAll;
        var linked = whole ? new LinkedFiles() : new LinkedFiles(previous!.Linked);
        var tally = new BackupTally(linked, goesOn: !whole, whole ? dirty : null);
        var scope = new BackupScope(blobs, chunker, options.Clock, new ExcludeRules(request.Excludes), tally, cache, options.Warn) { PreviousStart = previous?.StartedAt };
        var storedBefore = blobs.StoredBytes;

        await using var workers = new BackupWorkers(scope, request.Workers > 0 ? request.Workers : Math.Max(2, Environment.ProcessorCount), stop);
        var walk = new TargetWalk(scope, workers, new FolderWalk(scope, workers, counts: !whole));
        try
        {
            await walk.WalkRootAsync(targets, await scope.LoadPreviousAsync(previous?.Root, stop), dirty, whole);
            await workers.CompleteAsync();
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            // A worker failed, and only it knows how.
            await workers.CompleteAsync();
            throw;
        }
        catch (SystemCallException e) { throw new RepositoryException(RepositoryFailure.Denied, $"A folder above the paths to back up cannot be looked at: {e.Message}", e); }

        var found = walk.Found().ToList();
        if (found.Count == 0 && !targets.IsTarget) throw NothingThere(request, tally);
        if (targets.IsTarget) found.Add(new TargetFound(targets, Root(previous?.Root), Root(workers.Root)!));
        return Result(request, whole, workers, tally, startedAt, mounts, options, blobs.StoredBytes - storedBefore, found, isNoneGone: !walk.IsOneGone);
    }

    /// <summary>What events told of, and what needs no event.</summary>
    private static DirtyNode AllDirty(DirtyPaths told, BackupState previous, List<RawMount> mounts)
    {
        var dirty = told.Root.Copy();
        foreach (var path in previous.Linked.Changed()) dirty.Reach(AbsolutePath.Split(path)).Mark(whole: false);
        foreach (var path in previous.Again) dirty.Reach(AbsolutePath.Split(path)).MarkReadAgain();
        var changed = mounts.ToHashSet();
        changed.SymmetricExceptWith(previous.Mounts);
        foreach (var mount in changed) dirty.Reach(AbsolutePath.Split(RawName.Own(mount.Point))).Mark(whole: true);
        return dirty;
    }

    private static BackupResult Result(
        BackupRequest request, bool whole, BackupWorkers workers, BackupTally tally, NodeTime startedAt, List<RawMount> mounts, RepositoryOptions options,
        long storedBytes, List<TargetFound> found, bool isNoneGone)
    {
        var (files, bytes, folders) = tally.Totals;
        if (!whole && request.Previous is { } before) (files, bytes, folders) = (before.Files + files, before.Bytes + bytes, before.Folders + folders);
        var (filesNew, filesChanged, foldersNew, foldersChanged) = tally.Differences;
        var added = tally.Added;
        var summary = new SnapshotSummary(
            startedAt, NodeTime.From(options.Clock.GetLocalNow()), (ulong)filesNew, (ulong)filesChanged, Count(files - filesNew - filesChanged), (ulong)foldersNew,
            (ulong)foldersChanged, Count(folders - foldersNew - foldersChanged), (ulong)added.DataBlobs, (ulong)added.TreeBlobs, (ulong)added.Bytes, Count(storedBytes),
            Count(files), Count(bytes));
        var state = new BackupState(workers.Root, startedAt)
        {
            KnowsAll = tally.Linked.Count <= BackupState.MaxLinked && tally.Again.Count <= BackupState.MaxAgain,
            Files = files,
            Bytes = bytes,
            Folders = folders,
            Linked = tally.Linked,
            Again = [.. tally.Again],
            Mounts = mounts,
        };
        return new BackupResult(workers.Root, state, summary, [.. found.SelectMany(target => target.Target.Requested.Select(path => new TargetNode(path, target.Node)))])
        {
            Unreadable = tally.Unreadable,
            LookedAtAll = whole,
            Missed = tally.Missed,
            MissedCount = tally.MissedCount,
            Excluded = tally.Excluded,
            Unchanged = isNoneGone && found.TrueForAll(target => target.IsUnchanged),
        };
    }

    private static Node? Root(TreeId? tree) => tree is { } id ? new Node(default, NodeType.Folder) { Subtree = id } : null;

    private static ulong Count(long count) => (ulong)Math.Max(0, count);

    private static RepositoryException NothingThere(BackupRequest request, BackupTally tally) => new(
        RepositoryFailure.Missing,
        $"Nothing was backed up: {string.Join(", ", request.Paths)} cannot be read ({tally.Unreadable.FirstOrDefault()?.Reason ?? "it is not there"}). No snapshot was made; earlier ones are untouched.");
}
