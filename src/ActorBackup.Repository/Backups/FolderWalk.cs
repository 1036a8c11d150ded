using System.Runtime.CompilerServices;
using ActorBackup.Linux;
using ActorBackup.Repository.Blobs;
using ActorBackup.Repository.Reading;
using ActorBackup.Repository.Scanning;
using ActorBackup.Repository.Trees;

namespace ActorBackup.Repository.Backups;

/// <summary>Goes through folders in step with the previous trees and says of each entry: reuse, read again, gone.</summary>
/// <param name="counts">The previous run's totals go on: what is gone is taken off them.</param>
internal sealed class FolderWalk(BackupScope scope, BackupWorkers workers, bool counts)
{
    /// <summary>One entry, whatever it is now.</summary>
    /// <param name="was">Its node in the previous backup.</param>
    /// <param name="excludes">Of the folder; null for a requested path, which nothing excludes.</param>
    /// <param name="whole">Everything in it is looked at; otherwise, if it is the folder that it was, only what is dirty.</param>
    public async ValueTask LookAsync(FolderInFlight at, int place, RawName name, Node? was, FolderExcludes? excludes, DirtyNode? dirty, bool whole)
    {
        var path = at.Path.Then(name);
        RawStatus status;
        try
        {
            if (at.Handle!.Stat(name.Bytes) is not { } found || IsExcluded(path, found, excludes))
            {
                await GoneAsync(at, was);
                return;
            }
            status = found;
            if (was is not null && (was.Type == NodeType.Folder) != status.IsFolder)
            {
                await GoneAsync(at, was);
                was = null;
            }
            if (status.IsFolder)
            {
                await EnterAsync(at, place, path, status, was, excludes, dirty, whole);
                return;
            }
            if (status.Links < 2 && was is { Links: > 1 }) scope.Tally.Linked.Forget(AbsolutePath.Of(path));
            if (status.IsFile && !IsUnchanged(path, was, status, dirty))
            {
                await workers.ReadAsync(at, place, path, was);
                return;
            }
            var node = scope.Entries.Read(at.Handle, name, status);
            if (status.IsFile)
            {
                node = node! with { Content = was!.Content };
                if (status.Links > 1) scope.Tally.Linked.Add(AbsolutePath.Of(path), status);
            }
            at.Set(place, node, was);
            scope.Tally.Counted(at, path, was, node);
        }
        catch (SystemCallException e)
        {
            scope.Tally.NotRead(path, e.Message);
            await GoneAsync(at, was);
        }
    }

    private bool IsExcluded(SnapshotPath path, in RawStatus status, FolderExcludes? excludes)
    {
        if (excludes?.Why(path, status) is not { } why) return false;
        scope.Tally.LeftOut(why);
        return true;
    }

    private bool IsUnchanged(SnapshotPath path, Node? was, in RawStatus status, DirtyNode? dirty)
    {
        if (was is not { Type: NodeType.File } || dirty?.ReadAgain == true || was.Content.IsDefault) return false;
        if ((long)was.Size != status.Bytes || was.Inode != status.Inode || !Same(was.ModifiedAt, status.Modified) || !Same(was.ChangedAt, status.Changed)) return false;
        if (scope.WasRacy(status)) return false;
        foreach (var blob in was.Content)
        {
            if (scope.Blobs.Contains(BlobHandle.Data(blob))) continue;
            scope.Warn($"Content of {path} is missing in the repository; the file is read again from its source, which mends it.");
            return false;
        }
        return true;
    }

    private async ValueTask EnterAsync(FolderInFlight parent, int place, SnapshotPath path, RawStatus status, Node? was, FolderExcludes? around, DirtyNode? dirty, bool whole)
    {
        // Trees may be nested deeper than a thread's stack.
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack()) await Task.Yield();
        if (parent.Handle!.TryEnter(path.Name.Bytes) is not { } handle)
        {
            await GoneAsync(parent, was);
            return;
        }
        var isSame = was is not null && (was.Inode, was.DeviceId) == (status.Inode, status.Device);
        var folder = workers.Begin(new FolderInFlight(parent, place, path, handle, was) { IsNew = !isSame });
        var before = await scope.LoadPreviousAsync(was?.Subtree, workers.Stop);
        var excludes = (around?.Enter(path.Name) ?? FolderExcludes.OfTarget(scope.Excludes)).LookedAt(handle);
        if (counts && !parent.IsWhole && was is not null && (whole || !isSame || dirty is null || dirty.IsWhole)) scope.Tally.Linked.ForgetBelow(AbsolutePath.Of(path));
        await InsideAsync(folder, before, excludes, dirty, whole || !isSame);
        await workers.SeenAsync(folder);
    }

    /// <summary>The entries of a folder.</summary>
    public async ValueTask InsideAsync(FolderInFlight folder, Tree? before, FolderExcludes excludes, DirtyNode? dirty, bool whole)
    {
        folder.IsWhole = whole || before is null || dirty is null || dirty.IsWhole || Decides(dirty, excludes);
        if (folder.IsWhole) await WalkAsync(folder, before, excludes, dirty);
        else if (dirty!.IsDirty) await ListAgainAsync(folder, before!, excludes, dirty);
        else await MergeAsync(folder, before!, excludes, dirty);
    }

    private static bool Decides(DirtyNode dirty, FolderExcludes excludes)
    {
        foreach (var (name, _) in dirty.Children)
            if (excludes.Decides(name)) return true;
        return false;
    }

    /// <summary>Looks at every entry.</summary>
    private async ValueTask WalkAsync(FolderInFlight at, Tree? before, FolderExcludes excludes, DirtyNode? dirty)
    {
        if (List(at) is not { } entries) return;
        at.Expect(entries.Count);
        var steps = new TreeSteps(before);
        for (var i = 0; i < entries.Count; i++)
        {
            workers.Stop.ThrowIfCancellationRequested();
            var name = RawName.Own(entries[i].Name);
            while (steps.NextBefore(name) is { } gone) await GoneAsync(at, gone);
            await LookAsync(at, i, name, steps.Take(name), excludes, dirty?.Find(name), whole: true);
        }
        while (steps.Next() is { } gone) await GoneAsync(at, gone);
    }

    /// <summary>Looks at what is dirty, new, or another file than before.</summary>
    private async ValueTask ListAgainAsync(FolderInFlight at, Tree before, FolderExcludes excludes, DirtyNode dirty)
    {
        if (List(at) is not { } entries) return;
        at.Expect(entries.Count);
        var steps = new TreeSteps(before);
        for (var i = 0; i < entries.Count; i++)
        {
            var name = RawName.Own(entries[i].Name);
            while (steps.NextBefore(name) is { } gone) await GoneAsync(at, gone);
            var (was, child) = (steps.Take(name), dirty.Find(name));
            if (child is null && was is not null && was.Inode == entries[i].Inode && entries[i].MayBeFolder == (was.Type == NodeType.Folder)) at.Set(i, was);
            else await LookAsync(at, i, name, was, excludes, child, whole: child is null);
        }
        while (steps.Next() is { } gone) await GoneAsync(at, gone);
    }

    /// <summary>Looks at what is dirty and reuses the rest unseen.</summary>
    private async ValueTask MergeAsync(FolderInFlight at, Tree before, FolderExcludes excludes, DirtyNode dirty)
    {
        at.Expect(before.Nodes.Length + dirty.Children.Count);
        var steps = new TreeSteps(before);
        var place = 0;
        foreach (var (name, child) in dirty.Children)
        {
            while (steps.NextBefore(name) is { } same) at.Set(place++, same);
            var was = steps.Take(name);
            await LookAsync(at, place++, name, was, excludes, child, whole: was is null);
        }
        while (steps.Next() is { } same) at.Set(place++, same);
    }

    private List<RawEntry>? List(FolderInFlight at)
    {
        try
        {
            var entries = at.Handle!.List();
            entries.Sort(static (a, b) => a.Name.AsSpan().SequenceCompareTo(b.Name));
            return entries;
        }
        catch (SystemCallException e)
        {
            scope.Tally.NotRead(at.Path, e.Message);
            at.IsLost = true;
            return null;
        }
    }

    /// <summary>An entry of the previous backup that is not in this one.</summary>
    public async ValueTask GoneAsync(FolderInFlight folder, Node? was)
    {
        if (was is null) return;
        folder.IsChanged = true;
        var path = folder.Path.Then(was.Name);
        scope.Tally.Gone(folder, path, was);
        if (!counts) return;
        scope.Tally.Linked.ForgetBelow(AbsolutePath.Of(path));
        if (was.Type == NodeType.Folder && await scope.LoadPreviousAsync(was.Subtree, workers.Stop) is { } tree) await TakeOffAsync(tree);
    }

    private async ValueTask TakeOffAsync(Tree tree)
    {
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack()) await Task.Yield();
        foreach (var node in tree.Nodes)
        {
            scope.Tally.TakeOff(node);
            if (node.Type == NodeType.Folder && await scope.LoadPreviousAsync(node.Subtree, workers.Stop) is { } below) await TakeOffAsync(below);
        }
    }

    private static bool Same(NodeTime was, RawTime now) => was.Seconds == now.Seconds && was.Nanos == now.Nanos;
}
