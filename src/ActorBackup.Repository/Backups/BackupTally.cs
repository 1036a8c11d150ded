using System.Collections.Concurrent;
using System.Collections.Immutable;
using ActorBackup.Repository.Blobs;
using ActorBackup.Repository.Reading;
using ActorBackup.Repository.Scanning;
using ActorBackup.Repository.Trees;

namespace ActorBackup.Repository.Backups;

/// <summary>Counts what a run finds and does. Safe for concurrent use.</summary>
/// <param name="goesOn">Totals are the difference to the previous run, which counted everything; otherwise they start from zero.</param>
/// <param name="dirty">What is known to have changed; null if nobody asks what events had missed.</param>
internal sealed class BackupTally(LinkedFiles linked, bool goesOn, DirtyNode? dirty)
{
    private const int MaxTold = 100;

    private readonly ConcurrentQueue<UnreadableItem> _unreadable = [];
    private readonly ConcurrentQueue<Exclusion> _excluded = [];
    private readonly ConcurrentQueue<string> _missed = [];
    private readonly ConcurrentQueue<RawName> _again = [];
    private long _files, _bytes, _folders, _filesNew, _filesChanged, _foldersNew, _foldersChanged, _dataBlobs, _treeBlobs, _dataAdded, _missedCount;

    public LinkedFiles Linked { get; } = linked;

    public (long Files, long Bytes, long Folders) Totals => (_files, _bytes, _folders);

    public (long FilesNew, long FilesChanged, long FoldersNew, long FoldersChanged) Differences => (_filesNew, _filesChanged, _foldersNew, _foldersChanged);

    public (long DataBlobs, long TreeBlobs, long Bytes) Added => (_dataBlobs, _treeBlobs, _dataAdded);

    public long MissedCount => _missedCount;

    public ImmutableArray<string> Missed => [.. _missed];

    public ImmutableArray<UnreadableItem> Unreadable => [.. _unreadable.OrderBy(item => item.Path, StringComparer.Ordinal)];

    public ImmutableArray<Exclusion> Excluded => [.. _excluded];

    public IReadOnlyCollection<RawName> Again => _again;

    public void NotRead(SnapshotPath path, string reason, bool isStored = false)
    {
        _unreadable.Enqueue(new UnreadableItem(path.ToString(), reason, isStored));
        LookAgain(path);
    }

    public void LookAgain(SnapshotPath path)
    {
        if (_again.Count <= BackupState.MaxAgain) _again.Enqueue(AbsolutePath.Of(path));
    }

    public void LeftOut(Exclusion why)
    {
        if (_excluded.Count < MaxTold) _excluded.Enqueue(why);
    }

    public void Stored(BlobType type, long bytes)
    {
        Interlocked.Increment(ref type == BlobType.Data ? ref _dataBlobs : ref _treeBlobs);
        Interlocked.Add(ref _dataAdded, bytes);
    }

    /// <summary>An entry that is no folder, as it was and as it is now.</summary>
    public void Counted(FolderInFlight folder, SnapshotPath path, Node? was, Node? now)
    {
        if (was is not null) TakeOff(was);
        if (now?.Type == NodeType.File)
        {
            Add(1, (long)now.Size, 0);
            if (was?.Type != NodeType.File) Interlocked.Increment(ref _filesNew);
            // The status says "maybe", the chunks' SHA-256 says "yes".
            else if (!was.Content.AsSpan().SequenceEqual(now.Content.AsSpan())) Interlocked.Increment(ref _filesChanged);
        }
        if (dirty is not null && (was is null ? now is not null : now is null || !SameStatus(was, now))) TellIfMissed(folder, path, isFolder: false);
    }

    public void CountedFolder(FolderInFlight parent, SnapshotPath path, Node? was, Node now)
    {
        if (was is null) Interlocked.Increment(ref _foldersNew);
        else if (was.Subtree != now.Subtree || !SameStatus(was, now)) Interlocked.Increment(ref _foldersChanged);
        Add(0, 0, goesOn && was is not null ? 0 : 1);
        if (dirty is not null && (was is null || !SameStatus(was, now))) TellIfMissed(parent, path, isFolder: true);
    }

    public void Gone(FolderInFlight folder, SnapshotPath path, Node was)
    {
        TakeOff(was);
        if (dirty is not null) TellIfMissed(folder, path, was.Type == NodeType.Folder);
    }

    /// <summary>The node alone, not what is in it.</summary>
    public void TakeOff(Node was)
    {
        if (!goesOn) return;
        if (was.Type == NodeType.File) Add(-1, -(long)was.Size, 0);
        if (was.Type == NodeType.Folder) Add(0, 0, -1);
    }

    private void Add(long files, long bytes, long folders)
    {
        Interlocked.Add(ref _files, files);
        Interlocked.Add(ref _bytes, bytes);
        Interlocked.Add(ref _folders, folders);
    }

    // The change time tells of all of the others, but costs nothing more.
    private static bool SameStatus(Node was, Node now) =>
        was.Type == now.Type && was.ChangedAt.SameInstant(now.ChangedAt) && was.ModifiedAt.SameInstant(now.ModifiedAt)
        && (was.Inode, was.DeviceId, was.Size, was.Mode, was.Links) == (now.Inode, now.DeviceId, now.Size, now.Mode, now.Links);

    private void TellIfMissed(FolderInFlight folder, SnapshotPath path, bool isFolder)
    {
        // What is in a new folder is new with it.
        if (folder.IsNew) return;
        var at = dirty;
        foreach (var name in path.ToNames())
        {
            at = at!.Find(name);
            if (at is null) break;
            if (at.IsWhole) return;
        }
        // A folder changes with its entries: if something below it is known, so is this.
        if (at is not null && (at.IsDirty || isFolder)) return;
        Interlocked.Increment(ref _missedCount);
        if (_missed.Count < MaxTold) _missed.Enqueue(path.ToString());
    }
}
