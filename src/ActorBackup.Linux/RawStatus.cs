using System.Runtime.InteropServices;

namespace ActorBackup.Linux;

/// <summary>An instant as stat has it: nanoseconds count forward from the second, also before 1970.</summary>
internal readonly record struct RawTime(long Seconds, int Nanos) : IComparable<RawTime>
{
    public int CompareTo(RawTime other) => Seconds != other.Seconds ? Seconds.CompareTo(other.Seconds) : Nanos.CompareTo(other.Nanos);
}

/// <summary>What stat says of one entry, nothing rounded.</summary>
/// <param name="Mode">st_mode: kind and permissions.</param>
/// <param name="Device">st_dev as glibc encodes it.</param>
/// <param name="SpecialDevice">st_rdev as glibc encodes it.</param>
internal readonly record struct RawStatus(
    ushort Mode, uint Links, uint Uid, uint Gid, ulong Device, ulong SpecialDevice, ulong Inode, long Bytes, RawTime Accessed, RawTime Modified, RawTime Changed)
{
    private const int Size = 256;
    private const int KindMask = 0xF000;

    public int Kind => Mode & KindMask;
    public bool IsFile => Kind == 0x8000;
    public bool IsFolder => Kind == 0x4000;
    public bool IsLink => Kind == 0xA000;
    public bool IsSocket => Kind == 0xC000;

    public bool IsSameFileAs(in RawStatus other) => (Device, Inode) == (other.Device, other.Inode);

    /// <summary>Null if there is nothing of that name; a link is not followed unless <paramref name="follow"/>.</summary>
    /// <param name="folder">An open folder's descriptor, or <see cref="Flags.CurrentFolder"/> where <paramref name="name"/> is an absolute path.</param>
    /// <exception cref="SystemCallException"/>
    public static unsafe RawStatus? At(int folder, ReadOnlySpan<byte> name, bool follow = false)
    {
        using var text = new RawText(name, stackalloc byte[RawText.Usual]);
        fixed (byte* path = text.Bytes)
            return TryRead(folder, path, follow ? 0 : Flags.StatNoFollow, out var status, out var errno) ? status
                : errno is Errno.NoEntry or Errno.NotAFolder ? null
                : throw new SystemCallException($"stat {RawText.Show(name)}", errno);
    }

    /// <param name="described">For the message.</param>
    public static unsafe RawStatus OfOpen(int file, ReadOnlySpan<byte> described)
    {
        byte nothing = 0;
        return TryRead(file, &nothing, Flags.StatEmptyPath, out var status, out var errno) ? status : throw new SystemCallException($"stat {RawText.Show(described)}", errno);
    }

    private static unsafe bool TryRead(int folder, byte* path, int flags, out RawStatus status, out int errno)
    {
        var buffer = stackalloc byte[Size];
        while (RawCalls.Statx(folder, path, flags, Flags.StatBasics, buffer) != 0)
        {
            errno = Marshal.GetLastPInvokeError();
            if (errno == Errno.Interrupted) continue;
            status = default;
            return false;
        }
        (status, errno) = (Parse(new ReadOnlySpan<byte>(buffer, Size)), 0);
        return true;
    }

    // struct statx: 16 nlink, 20 uid, 24 gid, 28 mode, 32 ino, 40 size, 64 atime, 96 ctime, 112 mtime (each 8 seconds, 4 nanoseconds),
    // 128 rdev major, 132 rdev minor, 136 dev major, 140 dev minor.
    private static RawStatus Parse(ReadOnlySpan<byte> raw) => new(
        BitConverter.ToUInt16(raw[28..]), U32(raw, 16), U32(raw, 20), U32(raw, 24), Encode(U32(raw, 136), U32(raw, 140)), Encode(U32(raw, 128), U32(raw, 132)),
        BitConverter.ToUInt64(raw[32..]), BitConverter.ToInt64(raw[40..]), Time(raw[64..]), Time(raw[112..]), Time(raw[96..]));

    // glibc's makedev: bits 8 to 19 are the low twelve bits of the major number, the rest of both lies around them.
    private static ulong Encode(ulong major, ulong minor) => (major & 0xfffff000) << 32 | (major & 0xfff) << 8 | (minor & 0xffffff00) << 12 | minor & 0xff;

    private static uint U32(ReadOnlySpan<byte> raw, int at) => BitConverter.ToUInt32(raw[at..]);

    private static RawTime Time(ReadOnlySpan<byte> raw) => new(BitConverter.ToInt64(raw), BitConverter.ToInt32(raw[8..]));
}
