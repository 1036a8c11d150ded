using ActorBackup.Linux;
using ActorBackup.Repository.Reading;
using ActorBackup.Repository.Scanning;
using ActorBackup.Repository.Trees;

namespace ActorBackup.Repository.Backups;

/// <summary>Goes from the root down to the requested paths. The folders above them keep their own metadata and only the entries that lead there.</summary>
internal sealed class TargetWalk(BackupScope scope, BackupWorkers workers, FolderWalk folders)
{
    private readonly List<(TargetPath Target, Node? Was, FolderInFlight Folder, int Place)> _targets = [];

    /// <summary>A requested path was there in the previous backup, and is no more.</summary>
    public bool IsOneGone => _targets.Exists(target => target.Was is not null && target.Folder[target.Place] is null);

    /// <summary>The requested paths that are there, when all is stored.</summary>
    public IEnumerable<TargetFound> Found()
    {
        foreach (var (target, was, folder, place) in _targets)
            if (folder[place] is { } node) yield return new TargetFound(target, was, node);
    }

    /// <param name="before">The previous root tree.</param>
    /// <param name="dirty">Null: everything is looked at.</param>
    public async ValueTask WalkRootAsync(TargetPath root, Tree? before, DirtyNode? dirty, bool whole)
    {
        if (root.IsTarget)
        {
            // All of the machine: its root folder has no node of its own.
            var handle = RawFolder.TryOpen([(byte)'/']) ?? throw new SystemCallException("open /", Errno.NoEntry);
            var all = workers.Begin(new FolderInFlight(null, 0, SnapshotPath.Root, handle, null));
            await folders.InsideAsync(all, before, FolderExcludes.OfTarget(scope.Excludes).LookedAt(handle), dirty, whole || before is null || dirty is null);
            await workers.SeenAsync(all);
            return;
        }
        var folder = workers.Begin(new FolderInFlight(null, 0, SnapshotPath.Root, RawFolder.TryOpen([(byte)'/']), null) { IsOnTheWay = true });
        await WalkAsync(folder, root, before, dirty, whole);
        await workers.SeenAsync(folder);
    }

    private async ValueTask WalkAsync(FolderInFlight at, TargetPath here, Tree? before, DirtyNode? dirty, bool whole)
    {
        at.Expect(here.Children.Count);
        var place = 0;
        foreach (var child in here.Children)
        {
            var was = before?.Find(child.Path.Name);
            var childDirty = dirty?.Find(child.Path.Name);
            if (child.IsTarget) await LookAsync(at, place, child, was, childDirty, whole);
            else if (Open(child) is { } handle)
            {
                var folder = workers.Begin(new FolderInFlight(at, place, child.Path, handle, was) { IsOnTheWay = true });
                await WalkAsync(folder, child, await scope.LoadPreviousAsync(was?.Subtree, workers.Stop), childDirty, whole || childDirty?.IsWhole == true);
                await workers.SeenAsync(folder);
            }
            place++;
        }
    }

    private async ValueTask LookAsync(FolderInFlight at, int place, TargetPath target, Node? was, DirtyNode? dirty, bool whole)
    {
        _targets.Add((target, was, at, place));
        if (at.Handle!.Stat(target.Path.Name.Bytes) is not { } status)
        {
            foreach (var path in target.Requested) scope.Tally.NotRead(target.Path, $"{path} is not there");
            if (was is not null) await folders.GoneAsync(at, was);
            return;
        }
        // No event told of it; but if its own times have changed there must have been one.
        if (dirty is null && !whole)
        {
            dirty = new DirtyNode();
            if (was is null || !was.ChangedAt.SameInstant(scope.Entries.Time(status.Changed))) dirty.Mark(whole: false);
            else if (status.IsFolder && (was.Inode, was.DeviceId) == (status.Inode, status.Device))
            {
                at.Set(place, was);
                return;
            }
        }
        await folders.LookAsync(at, place, target.Path.Name, was, null, dirty, whole);
    }

    private RawFolder? Open(TargetPath folder)
    {
        try
        {
            if (RawFolder.TryOpen(AbsolutePath.Of(folder.Path).Bytes.ToArray()) is { } handle) return handle;
            foreach (var path in folder.All()) scope.Tally.NotRead(SnapshotPath.Parse(path), $"{folder.Path} is not there");
        }
        catch (SystemCallException e)
        {
            foreach (var path in folder.All()) scope.Tally.NotRead(SnapshotPath.Parse(path), e.Message);
        }
        return null;
    }
}

/// <param name="Was">Its node in the previous backup.</param>
internal sealed record TargetFound(TargetPath Target, Node? Was, Node Node)
{
    public bool IsUnchanged => FolderInFlight.IsSame(Node, Was);
}
