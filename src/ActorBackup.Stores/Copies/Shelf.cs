using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using ActorBackup.Core.Snapshots;
using ActorBackup.Core.Sources;
using ActorBackup.Core.Stores;
using ActorBackup.Linux;

namespace ActorBackup.Stores.Copies;

/// <summary>One source's side-cars, trash and temporary files in an open place. Where the copy lies is the truth; side-cars follow.</summary>
internal sealed class Shelf : IDisposable
{
    /// <summary>Cannot be a copy's name: those have a time or an id in them.</summary>
    public const string TrashedSideCar = ".side-car.json";

    private const string TrashName = "trash", TemporaryName = "tmp";

    private readonly OpenPlace _place;
    private readonly StoreName _store;
    private readonly SourceId _source;

    public Shelf(OpenPlace place, StoreName store, SourceId source) => (_place, _store, _source) = (place, store, source);

    public Folder Root => _place.Root;

    /// <summary>Null while the source has none.</summary>
    public Folder? TryEnterSideCars() => _place.Own.TryEnter(_source.Key);

    public Folder EnterSideCars() => _place.Own.Enter(_source.Key);

    public Folder EnterTemporary() => _place.Own.Enter(TemporaryName);

    public Folder? TryEnterTrash()
    {
        using var trash = _place.Own.TryEnter(TrashName);
        return trash?.TryEnter(_source.Key);
    }

    public Folder? TryEnterTrash(SnapshotId id)
    {
        using var trash = TryEnterTrash();
        return trash?.TryEnter(id.Value);
    }

    public Folder EnterTrash(SnapshotId id)
    {
        using var trash = _place.Own.Enter(TrashName);
        using var mine = trash.Enter(_source.Key);
        return mine.Enter(id.Value);
    }

    public void RemoveTrash(SnapshotId id)
    {
        using var trash = TryEnterTrash();
        if (trash?.RemoveFolder(id.Value) == true) trash.Sync();
    }

    public static string SideCarName(SnapshotId id) => $"{id}.json";

    public static bool TryReadSideCarName(string name, [NotNullWhen(true)] out SnapshotId? id) =>
        SnapshotId.TryParse(name.EndsWith(".json", StringComparison.Ordinal) ? name[..^5] : null, out id);

    /// <summary>The name of the copy in its trash folder: the one entry that is not the side-car.</summary>
    public static string? TrashedCopy(Folder trash) => trash.Names().FirstOrDefault(n => n != TrashedSideCar && trash.Stat(n) is { IsFile: true });

    /// <exception cref="FormatException">Damaged, or not of this source and name.</exception>
    public SideCar? ReadSideCar(Folder folder, string name, SnapshotId id)
    {
        if (SmallFile.Read(folder, name) is not { } json) return null;
        var sideCar = SideCarFile.Read(json, _store);
        return sideCar.Source.Key == _source.Key && sideCar.Snapshot.Id == id ? sideCar
            : throw new FormatException($"it belongs to snapshot {sideCar.Snapshot.Id} of {sideCar.Source}");
    }

    /// <summary>Replaces a side-car; durable, name and content, when it returns.</summary>
    public void WriteSideCar(Folder folder, string name, SideCar sideCar, StoredCopy copy)
    {
        // A name of its own: a stale owner may be writing the side-car of the same snapshot right now.
        var temporary = $"{_source.Key}.{sideCar.Snapshot.Id}.{sideCar.Snapshot.Epoch}.{Guid.NewGuid():n}.json";
        using var folderOfTemporary = EnterTemporary();
        SmallFile.Write(folderOfTemporary, temporary, SideCarFile.Write(sideCar, copy));
        try { folderOfTemporary.Rename(temporary, folder, name); }
        catch (SystemCallException)
        {
            folderOfTemporary.Remove(temporary);
            throw;
        }
        folder.Sync();
    }

    /// <summary>What a killed process left half-written of this source; other sources share the folder.</summary>
    /// <param name="below">Only those of lower epochs.</param>
    public void RemoveLeftovers(long below = long.MaxValue)
    {
        using var temporary = _place.Own.TryEnter(TemporaryName);
        foreach (var name in temporary?.Names().Where(name => EpochOf(name) < below).ToArray() ?? []) temporary!.Remove(name);
    }

    public static string PartName(SourceId source, SnapshotId id, long epoch) => $"{source.Key}.{id}.{epoch}.part";

    public void Dispose() => _place.Dispose();

    // <key>.<id>.<epoch>.part, or with another part before .json; keys may have dots in them ("a" and "a.0123456789abcdef"), the others have none.
    private long? EpochOf(string name)
    {
        if (!name.StartsWith(_source.Key + ".", StringComparison.Ordinal)) return null;
        var parts = name[(_source.Key.Length + 1)..].Split('.');
        return parts is [_, _, "part" or "json"] or [_, _, _, "json"] && SnapshotId.TryParse(parts[0], out _)
            && long.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var epoch) ? epoch : null;
    }
}
