using ActorBackup.Core.Snapshots;
using ActorBackup.Core.Stores;
using ActorBackup.Linux;

namespace ActorBackup.Stores.Copies;

/// <summary>Cleans one place of what its sources do not clean themselves. Every step can be repeated; whoever takes over begins anew.</summary>
internal sealed class PlaceTidying(OpenPlace place, Tidying tidying, Func<bool> mayAct, CancellationToken stop)
{
    private int _temporary, _trash;
    private bool _full;

    public Tidied Run()
    {
        foreach (var _ in Temporary().TakeWhile(_ => !_full)) _temporary++;
        foreach (var _ in Trash().TakeWhile(_ => !_full)) _trash++;
        return new Tidied(_temporary, _trash, _full);
    }

    private IEnumerable<string> Temporary()
    {
        using var temporary = place.Own.TryEnter("tmp");
        foreach (var name in temporary?.Names().ToArray() ?? [])
        {
            if (temporary!.Stat(name) is not { IsFile: true } file || ModifiedAt(file) >= tidying.TemporaryBefore) continue;
            if (!MayRemove()) yield break;
            if (temporary.Remove(name)) yield return name;
        }
    }

    /// <summary>Local sources have epoch 0: their trash is theirs, on whichever node they run.</summary>
    private IEnumerable<SnapshotId> Trash()
    {
        if (tidying.Configured is not { } configured) yield break;
        using var trash = place.Own.TryEnter("trash");
        foreach (var key in trash?.Names().ToArray() ?? [])
        {
            if (configured.Contains(key.Split('.')[0])) continue;
            using var source = trash!.TryEnter(key);
            foreach (var name in source?.Names().ToArray() ?? [])
            {
                if (!SnapshotId.TryParse(name, out var id) || !IsOver(source!, name)) continue;
                if (!MayRemove()) yield break;
                Remove(source!, name);
                yield return id;
            }

            if (source is not null && !source.Names().Any() && ModifiedAt(source.Status) < tidying.TemporaryBefore && MayRemove()) Try(() => trash.RemoveFolder(key));
        }
    }

    private bool IsOver(Folder source, string name)
    {
        using var folder = source.TryEnter(name);
        if (folder is null) return false;
        try
        {
            return SmallFile.Read(folder, Shelf.TrashedSideCar) is { } json && SideCarFile.Read(json, new StoreName("any")).Snapshot is { Epoch: > 0 } snapshot
                && (snapshot.Copies[0].RemovedAt ?? ModifiedAt(folder.Status)) < tidying.TrashBefore;
        }
        catch (FormatException) { return false; }   // nothing tells whose it is
    }

    /// <summary>The copy first: what is left of a kill is a side-car without a copy, never a copy that nobody knows.</summary>
    private static void Remove(Folder source, string name)
    {
        using (var folder = source.TryEnter(name))
        {
            if (folder is null) return;
            if (Shelf.TrashedCopy(folder) is { } copy && folder.Remove(copy)) folder.Sync();
            foreach (var rest in folder.Names().ToArray()) folder.Remove(rest);
        }

        if (source.RemoveFolder(name)) source.Sync();
    }

    private bool MayRemove()
    {
        stop.ThrowIfCancellationRequested();
        _full = _temporary + _trash >= tidying.Most;
        return !_full && mayAct();
    }

    private static void Try(Action removal)
    {
        try { removal(); }
        catch (SystemCallException) { /* something came into it meanwhile */ }
    }

    private static DateTimeOffset ModifiedAt(FileStatus status) => DateTimeOffset.UnixEpoch.AddTicks(status.ModifiedNanos / 100);
}
