namespace ActorBackup.Linux;

/// <summary>What statx says of something in a target.</summary>
/// <param name="Type">The file type bits of the mode, 0xF000.</param>
/// <param name="IsMountPoint">Something is mounted here; older kernels do not tell.</param>
internal readonly record struct RawTargetEntry(
    int Type, int Mode, uint Links, uint Owner, uint Group, ulong Device, ulong Inode, long Bytes, long ModifiedSeconds, int ModifiedNanos,
    uint SpecialMajor, uint SpecialMinor, bool IsMountPoint)
{
    public const int StatusBytes = 256;

    private const ulong MountRoot = 0x2000;

    public bool IsFile => Type == 0x8000;
    public bool IsFolder => Type == 0x4000;
    public bool IsLink => Type == 0xA000;

    /// <summary>Of devices: st_rdev as stat gives it.</summary>
    public ulong SpecialDevice =>
        SpecialMinor & 0xFFul | (SpecialMajor & 0xFFFul) << 8 | (SpecialMinor & ~0xFFul) << 12 | (SpecialMajor & ~0xFFFul) << 32;

    // struct statx: 8 attributes, 16 nlink, 20 uid, 24 gid, 28 mode, 32 ino, 40 size, 112 mtime, 128 rdev major, 132 rdev minor, 136 dev major, 140 dev minor.
    public static RawTargetEntry Read(ReadOnlySpan<byte> raw)
    {
        var mode = BitConverter.ToUInt16(raw[28..]);
        return new RawTargetEntry(
            mode & 0xF000, mode & 0xFFF, U32(raw, 16), U32(raw, 20), U32(raw, 24), (ulong)U32(raw, 136) << 32 | U32(raw, 140), BitConverter.ToUInt64(raw[32..]),
            BitConverter.ToInt64(raw[40..]), BitConverter.ToInt64(raw[112..]), (int)U32(raw, 120), U32(raw, 128), U32(raw, 132),
            (BitConverter.ToUInt64(raw[8..]) & MountRoot) != 0);
    }

    private static uint U32(ReadOnlySpan<byte> raw, int at) => BitConverter.ToUInt32(raw[at..]);
}
