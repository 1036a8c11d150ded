using ActorBackup.Core.Snapshots;
using ActorBackup.Core.Stores;
using ActorBackup.Linux;

namespace ActorBackup.Stores.Copies;

/// <summary>Moves one copy to the trash, back, and away for good. Each step is durable before the next, and every move can be repeated from any step.</summary>
internal sealed class CopyMoves(Shelf shelf, CopiesPolicy policy, SourceLocation source)
{
    public void Trash(SnapshotId id, StoredCopy copy)
    {
        using var sideCars = shelf.TryEnterSideCars();
        var sideCar = sideCars is null ? null : TryRead(sideCars, Shelf.SideCarName(id), id);
        using (var trash = shelf.EnterTrash(id))
        {
            MoveIn(trash, copy.Handle);
            if (sideCar is not null) Describe(trash, sideCars!, sideCar, copy with { State = CopyState.Trash });
        }
        if (sideCars?.Remove(Shelf.SideCarName(id)) == true) sideCars.Sync();
        if (IsEmptyTrash(id)) shelf.RemoveTrash(id);
    }

    public StoredCopy Untrash(SnapshotId id, StoredCopy copy)
    {
        using var trash = shelf.TryEnterTrash(id);
        var trashed = trash is null ? null : Shelf.TrashedCopy(trash);
        if (trashed is null) return BackAlready(id, copy);
        var sideCar = TryRead(trash!, Shelf.TrashedSideCar, id);
        foreach (var name in NamesBack(trashed, sideCar, copy.Handle))
        {
            var back = copy with { Handle = name, State = CopyState.Live, RemovedBy = null, RemovedAt = null };
            if (sideCar is not null)
            {
                using var sideCars = shelf.EnterSideCars();
                shelf.WriteSideCar(sideCars, Shelf.SideCarName(id), sideCar, back);
            }
            if (!MoveOut(trash!, trashed, name)) continue;
            trash!.Remove(Shelf.TrashedSideCar);
            shelf.RemoveTrash(id);
            return back;
        }
        throw new InvalidOperationException("Names never end.");
    }

    public void Empty(SnapshotId id)
    {
        using (var trash = shelf.TryEnterTrash(id))
        {
            if (trash is null) return;
            // The copy first: what is left of a kill is a side-car without a copy, never a copy that nobody knows.
            if (Shelf.TrashedCopy(trash) is { } copy && trash.Remove(copy)) trash.Sync();
            foreach (var name in trash.Names().ToArray()) trash.Remove(name);
            trash.Sync();
        }
        shelf.RemoveTrash(id);
    }

    // Forgetting must work on a full disk, where nothing new can be written: then the side-car moves as it is.
    private void Describe(Folder trash, Folder sideCars, SideCar sideCar, StoredCopy copy)
    {
        try { shelf.WriteSideCar(trash, Shelf.TrashedSideCar, sideCar, copy); }
        catch (SystemCallException e) when (StoreErrors.KindOf(e.Errno) == StoreFailure.Full)
        {
            sideCars.Rename(Shelf.SideCarName(sideCar.Snapshot.Id), trash, Shelf.TrashedSideCar);
            trash.Sync();
        }
    }

    private void MoveIn(Folder trash, string handle)
    {
        if (!CopyNames.IsPlain(handle) || shelf.Root.Stat(handle) is not { IsFile: true } here) return;
        if (Shelf.TrashedCopy(trash) is { } already)
        {
            // Linked but not yet unlinked by a move that was killed; anything else of that name is not ours to take.
            if (trash.Stat(already) is { } there && there.IsSameFileAs(here)) shelf.Root.Remove(handle);
        }
        else shelf.Root.Rename(handle, trash, handle);
        trash.Sync();
        shelf.Root.Sync();
    }

    private bool MoveOut(Folder trash, string trashed, string name)
    {
        var there = shelf.Root.Stat(name);
        if (there is { } same && trash.Stat(trashed) is { } mine && same.IsSameFileAs(mine)) trash.Remove(trashed);
        else if (there is not null || !trash.TryRenameNew(trashed, shelf.Root, name)) return false;
        shelf.Root.Sync();
        trash.Sync();
        return true;
    }

    private IEnumerable<string> NamesBack(string trashed, SideCar? sideCar, string handle)
    {
        if (CopyNames.IsPlain(handle)) yield return handle;
        if (sideCar is not null)
        {
            foreach (var name in new CopyNames(shelf, policy, source).Free(sideCar.Snapshot)) yield return name;
        }
        else
        {
            var (stem, extension) = (Path.GetFileNameWithoutExtension(trashed), Path.GetExtension(trashed));
            for (var k = 2; ; k++) yield return $"{stem}_{k}{extension}";
        }
    }

    private StoredCopy BackAlready(SnapshotId id, StoredCopy copy)
    {
        using var sideCars = shelf.TryEnterSideCars();
        var sideCar = sideCars is null ? null : TryRead(sideCars, Shelf.SideCarName(id), id);
        var handle = sideCar?.Snapshot.Copies[0].Handle ?? copy.Handle;
        if (!CopyNames.IsPlain(handle) || shelf.Root.Stat(handle) is not { IsFile: true })
            throw new StoreException(StoreFailure.Missing, $"store {policy.Store}: snapshot {id} of {source.Id} is neither in the trash of {shelf.Root.Path} nor in it; it cannot come back");
        return copy with { Handle = handle, State = CopyState.Live, RemovedBy = null, RemovedAt = null };
    }

    private bool IsEmptyTrash(SnapshotId id)
    {
        using var trash = shelf.TryEnterTrash(id);
        return trash is not null && !trash.Names().Any();
    }

    private SideCar? TryRead(Folder folder, string name, SnapshotId id)
    {
        try { return shelf.ReadSideCar(folder, name, id); }
        catch (FormatException) { return null; }
    }
}
