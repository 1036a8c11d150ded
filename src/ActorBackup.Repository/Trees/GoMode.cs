namespace ActorBackup.Repository.Trees;

/// <summary>Go's file modes, which trees hold, against st_mode, which Linux knows (format specification, section 11.3).</summary>
public static class GoMode
{
    public const uint Directory = 1u << 31, Symlink = 1u << 27, Device = 1u << 26, NamedPipe = 1u << 25, Socket = 1u << 24;
    public const uint Setuid = 1u << 23, Setgid = 1u << 22, CharacterDevice = 1u << 21, Sticky = 1u << 20, Irregular = 1u << 19;
    public const uint Permissions = 0x1FF;

    private const uint StKind = 0xF000, StSetuid = 0x800, StSetgid = 0x400, StSticky = 0x200;

    /// <param name="stMode">As stat returns it, kind included.</param>
    public static uint FromStat(uint stMode) => (stMode & Permissions) | TypeOf(stMode) switch
    {
        NodeType.File => 0,
        NodeType.Folder => Directory,
        NodeType.Link => Symlink,
        NodeType.BlockDevice => Device,
        NodeType.CharacterDevice => Device | CharacterDevice,
        NodeType.Fifo => NamedPipe,
        NodeType.Socket => Socket,
        _ => Irregular,
    }
    | ((stMode & StSetuid) != 0 ? Setuid : 0) | ((stMode & StSetgid) != 0 ? Setgid : 0) | ((stMode & StSticky) != 0 ? Sticky : 0);

    /// <param name="stMode">As stat returns it; of its kinds Linux knows seven.</param>
    public static NodeType TypeOf(uint stMode) => (stMode & StKind) switch
    {
        0x8000 => NodeType.File,
        0x4000 => NodeType.Folder,
        0xA000 => NodeType.Link,
        0x6000 => NodeType.BlockDevice,
        0x2000 => NodeType.CharacterDevice,
        0x1000 => NodeType.Fifo,
        0xC000 => NodeType.Socket,
        _ => NodeType.Unknown,
    };

    /// <summary>What chmod takes: permissions, setuid, setgid and sticky (07777), without the kind.</summary>
    public static uint ToPermissions(uint mode) =>
        (mode & Permissions) | ((mode & Setuid) != 0 ? StSetuid : 0) | ((mode & Setgid) != 0 ? StSetgid : 0) | ((mode & Sticky) != 0 ? StSticky : 0);
}
