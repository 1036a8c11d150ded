using ActorBackup.Linux;
using ActorBackup.Repository.Scanning;
using ActorBackup.Repository.Trees;

namespace ActorBackup.Repository.Backups;

/// <summary>The nodes of a content's file and of the folders above it.</summary>
internal sealed class ContentFolders(TimeZoneInfo zone, ContentFile file)
{
    private const uint Kind = 0x8000, PlainFolder = 0x4000 | 0x1ED;

    private readonly List<RawName> _names = AbsolutePath.Split(new RawName(file.Path)) is { Count: > 0 } names ? names
        : throw new ArgumentException("Content needs a path with a name in it, not '/'.", nameof(file));

    private readonly EntryReader _entries = new(zone);

    /// <summary>Without content.</summary>
    public Node File() => file.Node is { } captured
        ? captured with { Name = _names[^1] }
        : new Node(_names[^1], NodeType.File)
        {
            Mode = GoMode.FromStat(Kind | (uint)file.Mode & 0xFFF),
            ModifiedAt = At(file.ModifiedAt),
            AccessedAt = At(file.ModifiedAt),
            ChangedAt = At(file.ModifiedAt),
            Uid = file.Uid,
            Gid = file.Gid,
            User = file.User,
            Group = file.Group,
            Links = 1,
        };

    /// <summary>From the folder of the file to the first below the root, without subtrees.</summary>
    public IEnumerable<Node> Upwards()
    {
        for (var count = _names.Count - 1; count > 0; count--) yield return Folder(_names.GetRange(0, count));
    }

    private Node Folder(List<RawName> names)
    {
        try
        {
            if (file.RealFolders && OperatingSystem.IsLinux())
            {
                using var folder = RawFolder.TryOpen(AbsolutePath.Join(names).Bytes.ToArray());
                if (folder is not null) return _entries.ReadFolder(folder, names[^1]);
            }
        }
        catch (SystemCallException)
        {
            // Its content was readable, so it is not for the folders to spoil the backup.
        }
        var time = At(file.ModifiedAt);
        return new Node(names[^1], NodeType.Folder) { Mode = GoMode.FromStat(PlainFolder), ModifiedAt = time, AccessedAt = time, ChangedAt = time };
    }

    private NodeTime At(DateTimeOffset time)
    {
        var utc = NodeTime.From(time);
        return NodeTime.At(utc.Seconds, utc.Nanos, zone);
    }
}
