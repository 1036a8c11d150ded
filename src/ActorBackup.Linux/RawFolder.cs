using System.Runtime.InteropServices;
using System.Text;

namespace ActorBackup.Linux;

/// <summary>An entry as its folder lists it, before anybody looked at it.</summary>
/// <param name="Name">Any bytes but <c>/</c> and NUL.</param>
/// <param name="Inode">Of the entry itself, also where something is mounted on it.</param>
/// <param name="Kind">DT_*: the file type bits of the mode, shifted right by 12; 0 if the filesystem does not tell.</param>
internal readonly record struct RawEntry(byte[] Name, ulong Inode, byte Kind)
{
    public bool MayBeFolder => Kind is 0 or 4;
}

/// <summary>An open folder that is read, names as bytes. Everything is relative to it, so no path can be too long and nobody can slip a link in between.</summary>
/// <remarks>Safe for concurrent use, apart from <see cref="List"/> and <see cref="Dispose"/>. Below the path it was opened by no link is followed.</remarks>
internal sealed unsafe class RawFolder : IDisposable
{
    private static readonly bool HasProc = Directory.Exists("/proc/self/fd");

    private readonly byte[] _place;
    private int _file;

    private RawFolder(int file, byte[] path)
    {
        (_file, Path) = (file, path);
        // There is no system call before Linux 6.13 that reads the attributes of an entry of an open folder; this is the way round it.
        _place = HasProc ? Encoding.ASCII.GetBytes($"/proc/self/fd/{file}/") : path.Length > 0 && path[^1] == '/' ? path : [.. path, (byte)'/'];
    }

    /// <summary>As it was opened; for messages.</summary>
    public byte[] Path { get; }

    public int Descriptor => _file >= 0 ? _file : throw new ObjectDisposedException(RawText.Show(Path));

    public RawStatus Status => RawStatus.OfOpen(Descriptor, Path);

    /// <summary>Null if there is none. Links in the path are followed: the path is the user's word.</summary>
    /// <param name="path">Absolute.</param>
    public static RawFolder? TryOpen(byte[] path) => TryOpen(Flags.CurrentFolder, path, path, 0);

    /// <summary>Null if there is nothing of that name; a link or a file in its place is an error.</summary>
    public RawFolder? TryEnter(ReadOnlySpan<byte> name) => TryOpen(Descriptor, name, Describe(name), Flags.NoFollow);

    /// <summary>All entries but <c>.</c> and <c>..</c>, in no order.</summary>
    public List<RawEntry> List()
    {
        var entries = new List<RawEntry>();
        var buffer = stackalloc byte[1 << 15];
        if (Libc.Seek(Descriptor, 0, 0) < 0) throw SystemCallException.Last($"list {RawText.Show(Path)}");
        while (true)
        {
            var count = RawCalls.GetEntries(Descriptor, buffer, 1 << 15);
            if (count == 0) return entries;
            if (count > 0) Take(new ReadOnlySpan<byte>(buffer, (int)count), entries);
            else if (Marshal.GetLastPInvokeError() != Errno.Interrupted) throw SystemCallException.Last($"list {RawText.Show(Path)}");
        }
    }

    /// <summary>Null if there is nothing of that name; a link is not followed.</summary>
    public RawStatus? Stat(ReadOnlySpan<byte> name) => RawStatus.At(Descriptor, name);

    /// <summary>Null if there is nothing of that name. A link in its place is an error, a FIFO does not block; access times are left alone where that is allowed.</summary>
    public RawFile? TryOpenRead(ReadOnlySpan<byte> name) =>
        RawFile.TryOpen(Descriptor, name, Flags.NoFollow | Flags.NonBlocking, out var errno) is { } file ? file
        : errno is Errno.NoEntry ? null
        : throw new SystemCallException($"open {RawText.Show(Describe(name))}", errno);

    /// <summary>Null if there is nothing of that name.</summary>
    public byte[]? TryReadLink(ReadOnlySpan<byte> name)
    {
        using var text = new RawText(name, stackalloc byte[RawText.Usual]);
        fixed (byte* path = text.Bytes)
        {
            for (var size = 512; ; size *= 2)
            {
                var target = new byte[size];
                nint count;
                fixed (byte* into = target) count = RawCalls.ReadLinkAt(Descriptor, path, into, (nuint)size);
                if (count < 0)
                    return Marshal.GetLastPInvokeError() is Errno.NoEntry ? null : throw SystemCallException.Last($"read link {RawText.Show(Describe(name))}");
                if (count < size) return target[..(int)count];
            }
        }
    }

    /// <summary>In the order the system lists them; none where the filesystem has none, or the entry is gone.</summary>
    public List<RawAttribute> Attributes(ReadOnlySpan<byte> name)
    {
        using var text = new RawText(_place, name, stackalloc byte[RawText.Usual]);
        fixed (byte* path = text.Bytes) return RawAttribute.Read(path, -1, Path);
    }

    /// <summary>The folder's own.</summary>
    public List<RawAttribute> Attributes() => RawAttribute.Read(null, Descriptor, Path);

    /// <summary>The path of an entry.</summary>
    public byte[] Describe(ReadOnlySpan<byte> name) => Path.Length > 0 && Path[^1] == '/' ? [.. Path, .. name] : [.. Path, (byte)'/', .. name];

    public void Dispose()
    {
        if (_file >= 0) _ = Libc.Close(_file);
        _file = -1;
    }

    private static RawFolder? TryOpen(int parent, ReadOnlySpan<byte> name, byte[] described, int flags)
    {
        var file = RawFile.Open(parent, name, flags | Flags.FolderOnly, out var errno);
        return file >= 0 ? new RawFolder(file, described) : errno is Errno.NoEntry ? null : throw new SystemCallException($"open {RawText.Show(described)}", errno);
    }

    // struct linux_dirent64: 0 inode, 8 offset of the next, 16 length of this, 18 kind, 19 name with NUL.
    private static void Take(ReadOnlySpan<byte> raw, List<RawEntry> into)
    {
        while (!raw.IsEmpty)
        {
            var length = BitConverter.ToUInt16(raw[16..]);
            var name = raw[19..length];
            name = name[..name.IndexOf((byte)0)];
            if (!name.SequenceEqual("."u8) && !name.SequenceEqual(".."u8)) into.Add(new RawEntry(name.ToArray(), BitConverter.ToUInt64(raw), raw[18]));
            raw = raw[length..];
        }
    }
}
