using System.Runtime.InteropServices;

namespace ActorBackup.Linux;

/// <summary>An open folder. Everything is done relative to it, so that what was checked is what is written to, whatever gets mounted or renamed meanwhile.</summary>
/// <remarks>No link is ever followed below the path of <see cref="Open"/>. Held open it keeps its filesystem from being unmounted: keep it short.</remarks>
internal sealed class Folder : IDisposable
{
    private readonly NativeFile _folder;

    private Folder(NativeFile folder) => _folder = folder;

    public string Path => _folder.Path;
    public FileStatus Status => _folder.Status;
    public NativeFile Handle => _folder;

    /// <summary>Null if there is none. Links in the path are followed: the path is the user's word.</summary>
    public static Folder? TryOpen(string path) => TryOpen(Flags.CurrentFolder, path, path, Flags.FolderOnly);

    public static Folder Open(string path) => TryOpen(path) ?? throw new SystemCallException($"open {path}", Errno.NoEntry);

    /// <summary>Null if there is none; a link or a file in its place is an error.</summary>
    public Folder? TryEnter(string name)
    {
        try { return TryOpen(_folder.Descriptor, name, Describe(name), Flags.FolderOnly | Flags.NoFollow); }
        catch (SystemCallException e) when (e.Errno is Errno.TooManyLinks) { throw new SystemCallException($"open {Describe(name)} (a symbolic link)", e.Errno); }
    }

    /// <summary>Made with <paramref name="mode"/> if missing, durably.</summary>
    public Folder Enter(string name, uint mode = 0x1C0)
    {
        if (TryEnter(name) is { } there) return there;
        if (Libc.MakeFolderAt(_folder.Descriptor, name, mode) == 0) Sync();
        else if (Marshal.GetLastPInvokeError() != Errno.Exists) throw SystemCallException.Last($"make folder {Describe(name)}");
        return TryEnter(name) ?? throw new SystemCallException($"open {Describe(name)}", Errno.NoEntry);
    }

    /// <summary>False if there is something of that name already. Not durable before the folder above is synced.</summary>
    public static bool TryMake(string path, uint mode)
    {
        if (Libc.MakeFolderAt(Flags.CurrentFolder, path, mode) == 0) return true;
        // Folders above may answer that they are read-only before they answer that the name is taken.
        return Marshal.GetLastPInvokeError() is Errno.Exists || Directory.Exists(path) ? false : throw SystemCallException.Last($"make folder {path}");
    }

    /// <summary>Null if there is nothing of that name; a link is not followed.</summary>
    public FileStatus? Stat(string name) => FileStatus.At(_folder.Descriptor, name, Describe(name));

    public NativeFile OpenRead(string name) => NativeFile.Open(_folder.Descriptor, name, Describe(name), Flags.NoFollow | Flags.NonBlocking);

    public NativeFile OpenWrite(string name) => NativeFile.Open(_folder.Descriptor, name, Describe(name), Flags.WriteOnly | Flags.NoFollow);

    /// <summary>For locks: opened as it is, or made empty.</summary>
    public NativeFile OpenOrMake(string name) =>
        NativeFile.Open(_folder.Descriptor, name, Describe(name), Flags.ReadWrite | Flags.Create | Flags.NoFollow, 0x180);

    /// <summary>A new file, 0600, for writing; fails if the name is taken.</summary>
    public NativeFile Create(string name) =>
        NativeFile.Open(_folder.Descriptor, name, Describe(name), Flags.WriteOnly | Flags.Create | Flags.Exclusive | Flags.NoFollow, 0x180);

    /// <summary>Replaces what has the new name.</summary>
    public void Rename(string name, Folder to, string newName)
    {
        if (Libc.RenameAt(_folder.Descriptor, name, to._folder.Descriptor, newName) != 0)
            throw SystemCallException.Last($"rename {Describe(name)} to {to.Describe(newName)}");
    }

    /// <summary>False if the new name is taken. Without renameat2 on this filesystem: link, then unlink.</summary>
    public bool TryRenameNew(string name, Folder to, string newName)
    {
        if (Libc.RenameAt2(_folder.Descriptor, name, to._folder.Descriptor, newName, Flags.RenameNoReplace) == 0) return true;
        var errno = Marshal.GetLastPInvokeError();
        if (errno is Errno.Exists) return false;
        if (errno is not (Errno.Invalid or Errno.NotImplemented or Errno.NotSupported))
            throw new SystemCallException($"rename {Describe(name)} to {to.Describe(newName)}", errno);
        if (!TryLink(name, to, newName)) return false;
        Remove(name);
        return true;
    }

    /// <summary>Gives a file one more name; false if that is taken.</summary>
    public bool TryLink(string name, Folder to, string newName)
    {
        if (Libc.LinkAt(_folder.Descriptor, name, to._folder.Descriptor, newName, 0) == 0) return true;
        var errno = Marshal.GetLastPInvokeError();
        return errno is Errno.Exists ? false : throw new SystemCallException($"link {Describe(name)} to {to.Describe(newName)}", errno);
    }

    /// <returns>False if there was none.</returns>
    public bool Remove(string name) => Unlink(name, 0);

    public bool RemoveFolder(string name) => Unlink(name, Flags.RemoveFolder);

    /// <summary>Entries in no order. Names that are not UTF-8 come damaged and cannot be opened.</summary>
    public IEnumerable<string> Names() =>
        Directory.EnumerateFileSystemEntries($"/proc/self/fd/{_folder.Descriptor}").Select(e => System.IO.Path.GetFileName(e));

    public void Sync() => _folder.Sync();

    public void Dispose() => _folder.Dispose();

    public string Describe(string name) => System.IO.Path.Join(Path, name);

    private static Folder? TryOpen(int parent, string name, string described, int flags)
    {
        try { return new Folder(NativeFile.Open(parent, name, described, flags)); }
        catch (SystemCallException e) when (e.Errno == Errno.NoEntry) { return null; }
    }

    private bool Unlink(string name, int flags)
    {
        if (Libc.UnlinkAt(_folder.Descriptor, name, flags) == 0) return true;
        var errno = Marshal.GetLastPInvokeError();
        return errno is Errno.NoEntry ? false : throw new SystemCallException($"remove {Describe(name)}", errno);
    }
}
