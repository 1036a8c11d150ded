using System.Collections.Immutable;
using ActorBackup.Linux;
using ActorBackup.Repository.Trees;

namespace ActorBackup.Repository.Scanning;

/// <summary>Makes nodes of what the file system says, as restic on Linux does: same trees, same ids. Content and subtrees are others' work.</summary>
/// <param name="zone">Gives every time its offset: a part of tree ids.</param>
internal sealed class EntryReader(TimeZoneInfo zone)
{
    // One for each run: accounts change.
    private readonly RawOwners _owners = new();

    /// <summary>Null for sockets, which are not backed up, and for what went meanwhile.</summary>
    /// <param name="file">The open file, if it is: its attributes are read of it.</param>
    /// <exception cref="SystemCallException"/>
    public Node? Read(RawFolder folder, RawName name, in RawStatus status, RawFile? file = null)
    {
        if (TypeOf(status) is not { } type || type == NodeType.Socket) return null;
        var node = Basics(name, type, status) with { ExtendedAttributes = Convert(file?.Attributes() ?? folder.Attributes(name.Bytes)) };
        if (type != NodeType.Link) return node;
        return folder.TryReadLink(name.Bytes) is { } target ? node with { LinkTarget = RawName.Own(target) } : null;
    }

    /// <summary>A folder that is open, under the name it has in its own.</summary>
    public Node ReadFolder(RawFolder folder, RawName name) =>
        Basics(name, NodeType.Folder, folder.Status) with { ExtendedAttributes = Convert(folder.Attributes()) };

    public NodeTime Time(RawTime time) => NodeTime.At(time.Seconds, time.Nanos, zone);

    public static NodeType? TypeOf(in RawStatus status) => status.Kind switch
    {
        0x8000 => NodeType.File,
        0x4000 => NodeType.Folder,
        0xA000 => NodeType.Link,
        0x6000 => NodeType.BlockDevice,
        0x2000 => NodeType.CharacterDevice,
        0x1000 => NodeType.Fifo,
        0xC000 => NodeType.Socket,
        _ => null,
    };

    private Node Basics(RawName name, NodeType type, in RawStatus status)
    {
        var modified = Time(status.Modified);
        return new Node(name, type)
        {
            Mode = GoMode.FromStat(status.Mode),
            ModifiedAt = modified,
            AccessedAt = modified,
            ChangedAt = Time(status.Changed),
            Uid = status.Uid,
            Gid = status.Gid,
            User = _owners.User(status.Uid),
            Group = _owners.Group(status.Gid),
            Inode = status.Inode,
            DeviceId = status.Device,
            Size = type == NodeType.File ? (ulong)status.Bytes : 0,
            Links = type is NodeType.Folder or NodeType.Fifo ? 0 : status.Links,
            Device = type is NodeType.BlockDevice or NodeType.CharacterDevice ? status.SpecialDevice : 0,
        };
    }

    private static ImmutableArray<ExtendedAttribute> Convert(List<RawAttribute> found)
    {
        if (found.Count == 0) return [];
        var attributes = ImmutableArray.CreateBuilder<ExtendedAttribute>(found.Count);
        foreach (var (name, value) in found) attributes.Add(new ExtendedAttribute(RawName.Own(name), value));
        return attributes.MoveToImmutable();
    }
}
