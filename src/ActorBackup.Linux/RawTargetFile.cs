using System.Runtime.InteropServices;

namespace ActorBackup.Linux;

/// <summary>A file of a target, open for reading and writing at any offset. Safe for concurrent use until it is closed.</summary>
internal sealed unsafe class RawTargetFile(int file, string path) : IDisposable
{
    private int _file = file;

    /// <summary>For messages.</summary>
    public string Path { get; } = path;

    public int Descriptor => _file >= 0 ? _file : throw new ObjectDisposedException(Path);

    /// <summary>Fills <paramref name="into"/> unless the file ends before.</summary>
    public int ReadAt(Span<byte> into, long offset)
    {
        fixed (byte* start = into)
        {
            var done = 0;
            while (done < into.Length)
            {
                var count = RawTargetCalls.ReadAt(Descriptor, start + done, (nuint)(into.Length - done), offset + done);
                if (count == 0) break;
                if (count < 0) ThrowUnlessInterrupted("read");
                else done += (int)count;
            }
            return done;
        }
    }

    public void WriteAt(ReadOnlySpan<byte> content, long offset)
    {
        fixed (byte* start = content)
        {
            for (var done = 0; done < content.Length;)
            {
                var count = RawTargetCalls.WriteAt(Descriptor, start + done, (nuint)(content.Length - done), offset + done);
                if (count < 0) ThrowUnlessInterrupted("write");
                else if (count == 0) throw new SystemCallException($"write {Path}", Errno.InputOutput);
                else done += (int)count;
            }
        }
    }

    /// <summary>Copies between two files without their bytes passing through here; where they can share them, they do.</summary>
    /// <returns>False if this pair of files cannot: nothing, or a part, was copied.</returns>
    public bool TryCopyTo(RawTargetFile other, long offset, long length)
    {
        var (from, to) = (offset, offset);
        while (from < offset + length)
        {
            var count = RawTargetCalls.CopyRange(Descriptor, &from, other.Descriptor, &to, (nuint)(offset + length - from), 0);
            if (count == 0) return false;
            if (count > 0) continue;
            var errno = Marshal.GetLastPInvokeError();
            if (errno is Errno.NoSpace or Errno.QuotaExceeded or Errno.InputOutput) throw new SystemCallException($"copy {Path}", errno);
            if (errno != Errno.Interrupted) return false;
        }
        return true;
    }

    /// <summary>Longer: the new end reads as zeros and takes no space.</summary>
    public void SetLength(long length)
    {
        while (Libc.Truncate(Descriptor, length) != 0) ThrowUnlessInterrupted("truncate");
    }

    /// <summary>Takes the space for all of the file at once. Harmless where the file system cannot; fails where there is not so much.</summary>
    public void Reserve(long length)
    {
        while (RawTargetCalls.Allocate(Descriptor, 0, 0, length) != 0)
        {
            var errno = Marshal.GetLastPInvokeError();
            if (errno is Errno.NoSpace or Errno.QuotaExceeded) throw new SystemCallException($"reserve {length} bytes for {Path}", errno);
            if (errno != Errno.Interrupted) return;
        }
    }

    /// <summary>Tells the kernel to begin writing what it holds of the file, and does not wait: a later sync has less to do. A hint.</summary>
    public void StartWriting() => _ = RawTargetCalls.StartWriting(Descriptor, 0, 0, flags: 2);

    public void Sync()
    {
        while (Libc.Fsync(Descriptor) != 0) ThrowUnlessInterrupted("fsync");
    }

    public RawTargetEntry Status()
    {
        var buffer = stackalloc byte[RawTargetEntry.StatusBytes];
        byte nothing = 0;
        while (RawTargetCalls.Statx(Descriptor, &nothing, Flags.StatEmptyPath, Flags.StatBasics, buffer) != 0) ThrowUnlessInterrupted("stat");
        return RawTargetEntry.Read(new ReadOnlySpan<byte>(buffer, RawTargetEntry.StatusBytes));
    }

    /// <summary>Closes and reports a failure: on network filesystems and quotas it may be the only sign of a lost write.</summary>
    public void Close()
    {
        if (_file < 0) return;
        var file = _file;
        _file = -1;
        if (Libc.Close(file) != 0 && Marshal.GetLastPInvokeError() != Errno.Interrupted) throw SystemCallException.Last($"close {Path}");
    }

    public void Dispose()
    {
        if (_file >= 0) _ = Libc.Close(_file);
        _file = -1;
    }

    private void ThrowUnlessInterrupted(string operation)
    {
        var errno = Marshal.GetLastPInvokeError();
        if (errno != Errno.Interrupted) throw new SystemCallException($"{operation} {Path}", errno);
    }
}
