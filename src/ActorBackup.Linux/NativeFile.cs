using System.Runtime.InteropServices;

namespace ActorBackup.Linux;

/// <summary>An open file whose errors all arrive, those of fsync and close too. One user at a time.</summary>
internal sealed unsafe class NativeFile : IDisposable
{
    private int _file;

    private NativeFile(int file, string path) => (_file, Path) = (file, path);

    /// <summary>For messages.</summary>
    public string Path { get; }

    public int Descriptor => _file >= 0 ? _file : throw new ObjectDisposedException(Path);

    /// <param name="folder">An open folder's descriptor, or <see cref="Flags.CurrentFolder"/> where <paramref name="name"/> is a path.</param>
    /// <exception cref="SystemCallException"/>
    public static NativeFile Open(int folder, string name, string described, int flags, uint mode = 0)
    {
        int file;
        while ((file = Libc.OpenAt(folder, name, flags | Flags.CloseOnExec, mode)) < 0)
        {
            var errno = Marshal.GetLastPInvokeError();
            if (errno != Errno.Interrupted) throw new SystemCallException($"open {described}", errno);
        }
        return new NativeFile(file, described);
    }

    /// <summary>For reading; a FIFO does not block the opening.</summary>
    public static NativeFile OpenRead(string path) => Open(Flags.CurrentFolder, path, path, Flags.NonBlocking);

    public FileStatus Status => FileStatus.OfOpen(Descriptor, Path);

    /// <summary>0 at the end.</summary>
    public int Read(Span<byte> into)
    {
        fixed (byte* start = into)
        {
            nint count;
            while ((count = Libc.Read(Descriptor, start, (nuint)into.Length)) < 0) ThrowUnlessInterrupted("read");
            return (int)count;
        }
    }

    /// <summary>Fills <paramref name="into"/> from <paramref name="offset"/> on, wherever the file stands; false if the file ends before.</summary>
    public bool ReadAt(Span<byte> into, long offset)
    {
        fixed (byte* start = into)
        {
            for (var done = 0; done < into.Length;)
            {
                var count = Libc.ReadAt(Descriptor, start + done, (nuint)(into.Length - done), offset + done);
                if (count < 0) ThrowUnlessInterrupted("read");
                else if (count == 0) return false;
                else done += (int)count;
            }
        }
        return true;
    }

    /// <summary>Asks for the space of a file that is about to be written, so that a full disk shows before; harmless where that is not known.</summary>
    public void Allocate(long bytes)
    {
        const int keepSize = 1;
        while (Libc.Allocate(Descriptor, keepSize, 0, bytes) != 0)
        {
            if (Marshal.GetLastPInvokeError() is Errno.NotSupported or Errno.NotImplemented or Errno.Invalid or Errno.NoDevice) return;
            ThrowUnlessInterrupted("allocate space for");
        }
    }

    public void Write(ReadOnlySpan<byte> content)
    {
        fixed (byte* start = content)
        {
            for (var done = 0; done < content.Length;)
            {
                var count = Libc.Write(Descriptor, start + done, (nuint)(content.Length - done));
                if (count < 0) ThrowUnlessInterrupted("write");
                else if (count == 0) throw new SystemCallException($"write {Path}", Errno.InputOutput);
                else done += (int)count;
            }
        }
    }

    /// <summary>Cuts to nothing and goes back to the start.</summary>
    public void Rewind(bool truncate = false)
    {
        if (truncate) Check(Libc.Truncate(Descriptor, 0), "truncate");
        if (Libc.Seek(Descriptor, 0, 0) < 0) throw SystemCallException.Last($"seek {Path}");
    }

    public void Sync()
    {
        while (Libc.Fsync(Descriptor) != 0) ThrowUnlessInterrupted("fsync");
    }

    public void ChangeMode(int mode) => Check(Libc.ChangeMode(Descriptor, (uint)mode), "chmod");

    /// <returns>False if this process may not.</returns>
    public bool TryChangeOwner(uint owner, uint group)
    {
        if (Libc.ChangeOwner(Descriptor, owner, group) == 0) return true;
        var errno = Marshal.GetLastPInvokeError();
        return errno is Errno.NotPermitted or Errno.Invalid or Errno.NotSupported ? false : throw new SystemCallException($"chown {Path}", errno);
    }

    public void ChangeModified(long nanos)
    {
        const long omit = 0x3ffffffe;
        var times = stackalloc Libc.Timespec[2];
        times[0] = new Libc.Timespec { Nanos = omit };
        times[1] = new Libc.Timespec { Seconds = Math.DivRem(nanos, 1_000_000_000, out var rest), Nanos = rest };
        Check(Libc.ChangeTimes(Descriptor, times), "set times of");
    }

    /// <summary>Takes the advisory lock of the whole file; false if another open file has it.</summary>
    public bool TryLock()
    {
        while (Libc.Flock(Descriptor, Flags.LockExclusive | Flags.LockNonBlocking) != 0)
        {
            if (Marshal.GetLastPInvokeError() == Errno.WouldBlock) return false;
            ThrowUnlessInterrupted("lock");
        }
        return true;
    }

    /// <summary>Closes and reports a failure: on network filesystems and quotas it may be the only sign of a lost write.</summary>
    public void Close()
    {
        if (_file < 0) return;
        var file = _file;
        _file = -1;
        // Linux has released the descriptor whatever close says, EINTR included: never again.
        if (Libc.Close(file) != 0 && Marshal.GetLastPInvokeError() != Errno.Interrupted) throw SystemCallException.Last($"close {Path}");
    }

    /// <summary>For files whose content no longer matters.</summary>
    public void Dispose()
    {
        if (_file >= 0) _ = Libc.Close(_file);
        _file = -1;
    }

    private void Check(int result, string operation)
    {
        if (result != 0) throw SystemCallException.Last($"{operation} {Path}");
    }

    private void ThrowUnlessInterrupted(string operation)
    {
        var errno = Marshal.GetLastPInvokeError();
        if (errno != Errno.Interrupted) throw new SystemCallException($"{operation} {Path}", errno);
    }
}
