using System.Runtime.InteropServices;
using System.Text;

namespace ActorBackup.Linux;

/// <summary>An open folder in which things are made, changed and removed by names that are bytes. No link is ever followed, and no name leaves the folder.</summary>
/// <remarks>Safe for concurrent use until it is disposed. Every failure is a <see cref="SystemCallException"/>.</remarks>
internal sealed unsafe partial class RawTarget : IDisposable
{
    private const int PathOnly = 0x200000;

    private int _folder;

    private RawTarget(int folder, string path) => (_folder, Path) = (folder, path);

    /// <summary>For messages.</summary>
    public string Path { get; }

    public int Descriptor => _folder >= 0 ? _folder : throw new ObjectDisposedException(Path);

    /// <summary>The top. Links in the path are followed: it is the user's word. Null if there is nothing.</summary>
    public static RawTarget? TryOpen(string path)
    {
        var bytes = Encoding.UTF8.GetBytes(path + '\0');
        fixed (byte* name = bytes)
        {
            var folder = Open(Flags.CurrentFolder, name, Flags.FolderOnly, 0, path, quiet: Errno.NoEntry);
            return folder < 0 ? null : new RawTarget(folder, path);
        }
    }

    /// <summary>Null if there is no entry of that name; a link, or anything but a folder, is an error.</summary>
    public RawTarget? TryEnter(ReadOnlySpan<byte> name)
    {
        var zeroed = stackalloc byte[Names.Most];
        var folder = Open(Descriptor, Names.Terminate(name, zeroed, this), Flags.FolderOnly | Flags.NoFollow, 0, Describe(name), quiet: Errno.NoEntry);
        return folder < 0 ? null : new RawTarget(folder, Describe(name));
    }

    /// <summary>Null if there is nothing of that name.</summary>
    public RawTargetEntry? Stat(ReadOnlySpan<byte> name)
    {
        var zeroed = stackalloc byte[Names.Most];
        var start = Names.Terminate(name, zeroed, this);
        var buffer = stackalloc byte[RawTargetEntry.StatusBytes];
        while (RawTargetCalls.Statx(Descriptor, start, Flags.StatNoFollow, Flags.StatBasics, buffer) != 0)
        {
            var errno = Marshal.GetLastPInvokeError();
            if (errno == Errno.NoEntry) return null;
            if (errno != Errno.Interrupted) throw Failure("stat", name, errno);
        }
        return RawTargetEntry.Read(new ReadOnlySpan<byte>(buffer, RawTargetEntry.StatusBytes));
    }

    public RawTargetEntry Status()
    {
        var buffer = stackalloc byte[RawTargetEntry.StatusBytes];
        byte nothing = 0;
        if (RawTargetCalls.Statx(Descriptor, &nothing, Flags.StatEmptyPath, Flags.StatBasics, buffer) != 0) throw SystemCallException.Last($"stat {Path}");
        return RawTargetEntry.Read(new ReadOnlySpan<byte>(buffer, RawTargetEntry.StatusBytes));
    }

    /// <summary>A new file, 0600; fails if the name is taken, be it by a link that leads nowhere.</summary>
    public RawTargetFile Create(ReadOnlySpan<byte> name) => OpenFile(name, Flags.ReadWrite | Flags.Create | Flags.Exclusive | Flags.NoFollow);

    public RawTargetFile OpenRead(ReadOnlySpan<byte> name) => OpenFile(name, Flags.NoFollow | Flags.NonBlocking);

    public RawTargetFile OpenWrite(ReadOnlySpan<byte> name) => OpenFile(name, Flags.ReadWrite | Flags.NoFollow | Flags.NonBlocking);

    /// <summary>A new folder, 0700; false if the name is taken.</summary>
    public bool TryMakeFolder(ReadOnlySpan<byte> name)
    {
        var zeroed = stackalloc byte[Names.Most];
        if (RawTargetCalls.MakeFolderAt(Descriptor, Names.Terminate(name, zeroed, this), 0x1C0) == 0) return true;
        var errno = Marshal.GetLastPInvokeError();
        return errno == Errno.Exists ? false : throw Failure("make folder", name, errno);
    }

    /// <param name="target">Any bytes but NUL, at least one, at most 4095.</param>
    public void MakeLink(ReadOnlySpan<byte> name, ReadOnlySpan<byte> target)
    {
        if (target.IsEmpty || target.Contains((byte)0) || target.Length >= 4096)
            throw Failure("make link", name, target.Length >= 4096 ? Errno.NameTooLong : Errno.Invalid);
        var zeroed = stackalloc byte[Names.Most];
        var to = stackalloc byte[target.Length + 1];
        target.CopyTo(new Span<byte>(to, target.Length));
        to[target.Length] = 0;
        Check(RawTargetCalls.SymlinkAt(to, Descriptor, Names.Terminate(name, zeroed, this)), "make link", name);
    }

    /// <summary>A FIFO or device.</summary>
    /// <param name="mode">st_mode's type and permissions.</param>
    public void MakeNode(ReadOnlySpan<byte> name, uint mode, ulong device)
    {
        var zeroed = stackalloc byte[Names.Most];
        Check(RawTargetCalls.MakeNodeAt(Descriptor, Names.Terminate(name, zeroed, this), mode, device), "make special file", name);
    }

    /// <summary>Gives a file of this folder one more name; false if that is taken.</summary>
    public bool TryHardLink(ReadOnlySpan<byte> name, RawTarget to, ReadOnlySpan<byte> newName)
    {
        var zeroed = stackalloc byte[Names.Most];
        var newZeroed = stackalloc byte[Names.Most];
        if (RawTargetCalls.LinkAt(Descriptor, Names.Terminate(name, zeroed, this), to.Descriptor, Names.Terminate(newName, newZeroed, to), 0) == 0) return true;
        var errno = Marshal.GetLastPInvokeError();
        return errno == Errno.Exists ? false : throw to.Failure($"link {Describe(name)} to", newName, errno);
    }

    /// <summary>Within the folder; replaces what has the new name.</summary>
    public void Rename(ReadOnlySpan<byte> name, ReadOnlySpan<byte> newName)
    {
        var zeroed = stackalloc byte[Names.Most];
        var newZeroed = stackalloc byte[Names.Most];
        Check(RawTargetCalls.RenameAt(Descriptor, Names.Terminate(name, zeroed, this), Descriptor, Names.Terminate(newName, newZeroed, this)), "rename", name);
    }

    /// <returns>False if there was none.</returns>
    public bool Remove(ReadOnlySpan<byte> name, bool isFolder)
    {
        var zeroed = stackalloc byte[Names.Most];
        if (RawTargetCalls.UnlinkAt(Descriptor, Names.Terminate(name, zeroed, this), isFolder ? Flags.RemoveFolder : 0) == 0) return true;
        var errno = Marshal.GetLastPInvokeError();
        return errno == Errno.NoEntry ? false : throw Failure("remove", name, errno);
    }

    public byte[] ReadLink(ReadOnlySpan<byte> name)
    {
        var zeroed = stackalloc byte[Names.Most];
        var buffer = stackalloc byte[4096];
        var length = RawTargetCalls.ReadLinkAt(Descriptor, Names.Terminate(name, zeroed, this), buffer, 4096);
        return length >= 0 ? new ReadOnlySpan<byte>(buffer, (int)length).ToArray() : throw Failure("read link", name, Marshal.GetLastPInvokeError());
    }

    public void Sync()
    {
        while (Libc.Fsync(Descriptor) != 0)
            if (Marshal.GetLastPInvokeError() != Errno.Interrupted) throw SystemCallException.Last($"fsync {Path}");
    }

    /// <summary>Writes everything the kernel holds for this file system, and reports what failed since this folder was opened.</summary>
    public void SyncFileSystem()
    {
        while (RawTargetCalls.SyncFileSystem(Descriptor) != 0)
            if (Marshal.GetLastPInvokeError() != Errno.Interrupted) throw SystemCallException.Last($"syncfs {Path}");
    }

    public void Dispose()
    {
        if (_folder >= 0) _ = Libc.Close(_folder);
        _folder = -1;
    }

    public string Describe(ReadOnlySpan<byte> name) => System.IO.Path.Join(Path, Encoding.UTF8.GetString(name));

    private RawTargetFile OpenFile(ReadOnlySpan<byte> name, int flags)
    {
        var zeroed = stackalloc byte[Names.Most];
        return new RawTargetFile(Open(Descriptor, Names.Terminate(name, zeroed, this), flags, 0x180, Describe(name)), Describe(name));
    }

    private static int Open(int folder, byte* name, int flags, uint mode, string described, int quiet = -1)
    {
        int file;
        while ((file = RawTargetCalls.OpenAt(folder, name, flags | Flags.CloseOnExec, mode)) < 0)
        {
            var errno = Marshal.GetLastPInvokeError();
            if (errno == quiet) return -1;
            if (errno != Errno.Interrupted) throw new SystemCallException($"open {described}", errno);
        }
        return file;
    }

    private void Check(int result, string operation, ReadOnlySpan<byte> name)
    {
        if (result != 0) throw Failure(operation, name, Marshal.GetLastPInvokeError());
    }

    private SystemCallException Failure(string operation, ReadOnlySpan<byte> name, int errno) => new($"{operation} {Describe(name)}", errno);

    /// <summary>Names on their way to the kernel.</summary>
    private static class Names
    {
        /// <summary>255 bytes is what Linux takes; one more for NUL.</summary>
        public const int Most = 256;

        // The last line of defence: whatever a caller forgot to check, no name leads out of its folder.
        public static byte* Terminate(ReadOnlySpan<byte> name, byte* into, RawTarget folder)
        {
            if (name.Length >= Most) throw folder.Failure("use", name, Errno.NameTooLong);
            if (name.IsEmpty || name.ContainsAny((byte)'/', (byte)0) || name.SequenceEqual("."u8) || name.SequenceEqual(".."u8))
                throw folder.Failure("use the name", name, Errno.Invalid);
            name.CopyTo(new Span<byte>(into, Most));
            into[name.Length] = 0;
            return into;
        }
    }
}
