using ActorBackup.Core.Snapshots;
using ActorBackup.Core.Stores;
using ActorBackup.Linux;

namespace ActorBackup.Stores.Copies;

/// <summary>Lists one source's copies, whatever step of whatever move a kill interrupted: each is live or in the trash, by where its copy lies.</summary>
internal sealed class Shelving(Shelf shelf, SourceNames names, TimeZoneInfo zone, Action<string> warn)
{
    // Without renameat2 a move is link and unlink: a kill in between leaves one copy with two names.
    private readonly HashSet<(ulong Device, ulong Inode)> _trashed = [];

    public List<FoundCopy> List()
    {
        using var sideCars = shelf.TryEnterSideCars();
        var live = SideCars(shelf, sideCars, warn).ToDictionary(s => s.Snapshot.Id);
        var found = new List<FoundCopy>();
        var inTrash = new HashSet<SnapshotId>();
        foreach (var copy in Trash(live, inTrash)) found.Add(copy);
        foreach (var sideCar in live.Values.Where(s => !inTrash.Contains(s.Snapshot.Id))) found.Add(Live(sideCar));
        found.AddRange(ByNamesAlone([.. found.Where(f => !f.InTrash).Select(f => f.Handle)]));
        return found;
    }

    /// <summary>All readable side-cars in a folder (null: none); others are named to <paramref name="warn"/>.</summary>
    public static IEnumerable<SideCar> SideCars(Shelf shelf, Folder? folder, Action<string> warn)
    {
        foreach (var name in folder?.Names() ?? [])
        {
            // A source may be called "trash" or "tmp": then the store's own files lie beside its side-cars.
            if (!Shelf.TryReadSideCarName(name, out var id)) continue;
            SideCar? sideCar = null;
            try { sideCar = shelf.ReadSideCar(folder!, name, id); }
            catch (FormatException e)
            {
                warn($"side-car {folder!.Describe(name)} is damaged ({e.Message}); its copy is listed by name alone");
            }
            if (sideCar is not null) yield return sideCar;
        }
    }

    private IEnumerable<FoundCopy> Trash(Dictionary<SnapshotId, SideCar> live, HashSet<SnapshotId> inTrash)
    {
        using var trash = shelf.TryEnterTrash();
        foreach (var name in trash?.Names() ?? [])
        {
            if (!SnapshotId.TryParse(name, out var id)) continue;
            using var folder = trash!.TryEnter(name);
            var sideCar = folder is null ? null : ReadTrashed(folder, id) ?? live.GetValueOrDefault(id);
            var copy = folder is null ? null : Shelf.TrashedCopy(folder);
            // Without a copy it is the rest of a move back, unless nothing else knows the snapshot: then it never had a copy.
            if (copy is null && (sideCar is null || live.ContainsKey(id) || IsThere(sideCar))) continue;
            inTrash.Add(id);
            if (copy is not null && folder!.Stat(copy) is { } file) _trashed.Add((file.Device, file.Inode));
            yield return copy is null
                ? Found(sideCar!, sideCar!.Snapshot.Copies[0].Handle, null, true)
                : sideCar is null ? ByName(copy, folder!.Stat(copy)!.Value, inTrash: true)
                : Found(sideCar, sideCar.Snapshot.Copies[0].Handle, folder!.Stat(copy), true);
        }
    }

    private SideCar? ReadTrashed(Folder folder, SnapshotId id)
    {
        try { return shelf.ReadSideCar(folder, Shelf.TrashedSideCar, id); }
        catch (FormatException e)
        {
            warn($"side-car {folder.Describe(Shelf.TrashedSideCar)} is damaged ({e.Message}); its copy is listed by name alone");
            return null;
        }
    }

    private FoundCopy Live(SideCar sideCar)
    {
        var handle = sideCar.Snapshot.Copies[0].Handle;
        return Found(sideCar, handle, CopyNames.IsPlain(handle) ? shelf.Root.Stat(handle) : null, false);
    }

    private bool IsThere(SideCar sideCar) =>
        CopyNames.IsPlain(sideCar.Snapshot.Copies[0].Handle) && shelf.Root.Stat(sideCar.Snapshot.Copies[0].Handle) is { IsFile: true };

    private static FoundCopy Found(SideCar sideCar, string handle, FileStatus? copy, bool inTrash) => new(
        sideCar, handle, sideCar.Snapshot.TakenAt, copy is { IsFile: true } file ? file.Bytes : 0, inTrash,
        copy is { IsFile: true } whole && whole.Bytes == sideCar.Snapshot.Copies[0].StoredBytes);

    private IEnumerable<FoundCopy> ByNamesAlone(HashSet<string> claimed) =>
        from name in shelf.Root.Names()
        where !claimed.Contains(name) && names.TryRead(name, out _)
        let status = shelf.Root.Stat(name)
        where status is { IsFile: true } file && !_trashed.Contains((file.Device, file.Inode))
        select ByName(name, status.Value, inTrash: false);

    private FoundCopy ByName(string name, FileStatus status, bool inTrash)
    {
        var moment = names.TryRead(name, out var local)
            ? new DateTimeOffset(local, zone.GetUtcOffset(local)) : DateTimeOffset.UnixEpoch.AddTicks(status.ModifiedNanos / 100);
        return new FoundCopy(null, name, moment.ToUniversalTime(), status.Bytes, inTrash, Complete: true);
    }
}
