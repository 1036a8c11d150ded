using System.Runtime.InteropServices;

namespace ActorBackup.Linux;

/// <summary>A file that is read from its start. One user at a time.</summary>
internal sealed unsafe class RawFile : IDisposable
{
    private readonly byte[] _name;
    private int _file;

    private RawFile(int file, byte[] name) => (_file, _name) = (file, name);

    private int Descriptor => _file >= 0 ? _file : throw new ObjectDisposedException(RawText.Show(_name));

    public RawStatus Status => RawStatus.OfOpen(Descriptor, _name);

    /// <summary>0 at the end.</summary>
    public int Read(Span<byte> into)
    {
        fixed (byte* start = into)
        {
            nint count;
            while ((count = Libc.Read(Descriptor, start, (nuint)into.Length)) < 0)
                if (Marshal.GetLastPInvokeError() != Errno.Interrupted) throw SystemCallException.Last($"read {RawText.Show(_name)}");
            return (int)count;
        }
    }

    /// <summary>Back to the start.</summary>
    public void Rewind()
    {
        if (Libc.Seek(Descriptor, 0, 0) < 0) throw SystemCallException.Last($"seek {RawText.Show(_name)}");
    }

    /// <summary>In the order the system lists them; none where the filesystem has none.</summary>
    public List<RawAttribute> Attributes() => RawAttribute.Read(null, Descriptor, _name);

    public void Dispose()
    {
        if (_file >= 0) _ = Libc.Close(_file);
        _file = -1;
    }

    /// <summary>Null and the error number on failure.</summary>
    internal static RawFile? TryOpen(int folder, ReadOnlySpan<byte> name, int flags, out int errno)
    {
        var file = Open(folder, name, flags, out errno);
        return file < 0 ? null : new RawFile(file, name.ToArray());
    }

    /// <summary>For reading. -1 and the error number on failure.</summary>
    internal static int Open(int folder, ReadOnlySpan<byte> name, int flags, out int errno)
    {
        using var text = new RawText(name, stackalloc byte[RawText.Usual]);
        fixed (byte* path = text.Bytes)
        {
            flags |= Flags.CloseOnExec | Flags.NoAccessTime;
            int file;
            while ((file = RawCalls.OpenAt(folder, path, flags, 0)) < 0)
            {
                errno = Marshal.GetLastPInvokeError();
                // Only the owner may leave the access time alone.
                if (errno == Errno.NotPermitted && (flags & Flags.NoAccessTime) != 0) flags &= ~Flags.NoAccessTime;
                else if (errno != Errno.Interrupted) return -1;
            }
            errno = 0;
            return file;
        }
    }
}
