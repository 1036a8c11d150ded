using ActorBackup.Core.Stores;
using ActorBackup.Linux;

namespace ActorBackup.Stores.Copies;

/// <summary>Measures a whole place, all its sources, by side-cars; copies without one are not counted.</summary>
internal static class PlaceSpace
{
    public static StoreSpace Measure(OpenPlace place, StoreName store)
    {
        var seen = new HashSet<(ulong, ulong)>();
        var fileSystem = FileSystem.Of(place.Root.Handle);
        return new StoreSpace(fileSystem.FreeBytes, fileSystem.TotalBytes, Live(place, store, seen), Trash(place, seen));
    }

    private static long Live(OpenPlace place, StoreName store, HashSet<(ulong, ulong)> seen)
    {
        var bytes = 0L;
        foreach (var key in Folders(place.Own))
        {
            using var sideCars = place.Own.TryEnter(key);
            foreach (var name in sideCars?.Names() ?? [])
                if (Handle(sideCars!, name, store) is { } handle) bytes += Count(place.Root, handle, seen);
        }
        return bytes;
    }

    private static long Trash(OpenPlace place, HashSet<(ulong, ulong)> seen)
    {
        using var trash = place.Own.TryEnter("trash");
        if (trash is null) return 0;
        var bytes = 0L;
        foreach (var key in Folders(trash))
        {
            using var source = trash.TryEnter(key);
            foreach (var id in source is null ? [] : Folders(source))
            {
                using var snapshot = source!.TryEnter(id);
                if (snapshot is not null && Shelf.TrashedCopy(snapshot) is { } copy) bytes += Count(snapshot, copy, seen);
            }
        }
        return bytes;
    }

    private static IEnumerable<string> Folders(Folder folder) => folder.Names().Where(n => folder.Stat(n) is { IsFolder: true });

    private static string? Handle(Folder folder, string name, StoreName store)
    {
        if (!Shelf.TryReadSideCarName(name, out _)) return null;
        try { return SmallFile.Read(folder, name) is { } json ? SideCarFile.Read(json, store).Snapshot.Copies[0].Handle : null; }
        catch (FormatException) { return null; }
    }

    private static long Count(Folder folder, string name, HashSet<(ulong, ulong)> seen) =>
        CopyNames.IsPlain(name) && folder.Stat(name) is { IsFile: true } file && seen.Add((file.Device, file.Inode)) ? file.Bytes : 0;
}
