using System.Runtime.InteropServices;

namespace ActorBackup.Linux;

/// <summary>What statx says of one file.</summary>
/// <param name="Type">The file type bits of the mode, 0xF000.</param>
/// <param name="Mode">The permission bits, 0xFFF.</param>
internal readonly record struct FileStatus(
    int Type, int Mode, uint Links, uint Owner, uint Group, ulong Device, ulong Inode, long Bytes, long ModifiedNanos, long ChangedNanos)
{
    private const int Size = 256;

    public bool IsFile => Type == 0x8000;
    public bool IsFolder => Type == 0x4000;
    public bool IsLink => Type == 0xA000;

    public string TypeName => Type switch
    {
        0x8000 => "a file",
        0x4000 => "a folder",
        0xA000 => "a symbolic link",
        0x1000 => "a pipe (FIFO)",
        0xC000 => "a socket",
        0x2000 => "a character device",
        0x6000 => "a block device",
        _ => "no regular file",
    };

    public bool IsSameFileAs(FileStatus other) => (Device, Inode) == (other.Device, other.Inode);

    /// <summary>Null if there is nothing at the path, or a part of it is no folder.</summary>
    public static FileStatus? Of(string path, bool follow) => At(Flags.CurrentFolder, path, follow ? 0 : Flags.StatNoFollow, path);

    /// <summary>Of an entry in an open folder; a link is not followed.</summary>
    public static FileStatus? At(int folder, string name, string described) => At(folder, name, Flags.StatNoFollow, described);

    public static FileStatus OfOpen(int file, string described) =>
        At(file, "", Flags.StatEmptyPath, described) ?? throw new SystemCallException($"stat {described}", Linux.Errno.NoEntry);

    private static unsafe FileStatus? At(int folder, string path, int flags, string described)
    {
        var buffer = stackalloc byte[Size];
        while (Libc.Statx(folder, path, flags, Flags.StatBasics, buffer) != 0)
        {
            var errno = Marshal.GetLastPInvokeError();
            if (errno is Errno.NoEntry or Errno.NotAFolder) return null;
            if (errno != Errno.Interrupted) throw new SystemCallException($"stat {described}", errno);
        }
        return Read(new ReadOnlySpan<byte>(buffer, Size));
    }

    // struct statx: 0 mask, 4 blksize, 8 attributes, 16 nlink, 20 uid, 24 gid, 28 mode, 32 ino, 40 size, 48 blocks, 56 attributes_mask,
    // 64 atime, 80 btime, 96 ctime, 112 mtime (each 8 seconds, 4 nanoseconds, 4 spare), 128 rdev, 136 dev major, 140 dev minor.
    private static FileStatus Read(ReadOnlySpan<byte> raw)
    {
        var mode = BitConverter.ToUInt16(raw[28..]);
        return new FileStatus(
            mode & 0xF000, mode & 0xFFF, U32(raw, 16), U32(raw, 20), U32(raw, 24), (ulong)U32(raw, 136) << 32 | U32(raw, 140),
            BitConverter.ToUInt64(raw[32..]), BitConverter.ToInt64(raw[40..]), Nanos(raw[112..]), Nanos(raw[96..]));
    }

    private static uint U32(ReadOnlySpan<byte> raw, int at) => BitConverter.ToUInt32(raw[at..]);

    private static long Nanos(ReadOnlySpan<byte> time) => BitConverter.ToInt64(time) * 1_000_000_000 + U32(time, 8);
}
