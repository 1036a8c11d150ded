using System.Runtime.InteropServices;

namespace ActorBackup.Linux;

/// <summary>The system calls of <see cref="RawTarget"/>: names are bytes that end in NUL, as the kernel takes them.</summary>
internal static unsafe partial class RawTargetCalls
{
    private const string Name = "libc";

    [LibraryImport(Name, EntryPoint = "openat", SetLastError = true)]
    public static partial int OpenAt(int folder, byte* name, int flags, uint mode);

    [LibraryImport(Name, EntryPoint = "statx", SetLastError = true)]
    public static partial int Statx(int folder, byte* name, int flags, uint mask, byte* into);

    [LibraryImport(Name, EntryPoint = "mkdirat", SetLastError = true)]
    public static partial int MakeFolderAt(int folder, byte* name, uint mode);

    [LibraryImport(Name, EntryPoint = "unlinkat", SetLastError = true)]
    public static partial int UnlinkAt(int folder, byte* name, int flags);

    [LibraryImport(Name, EntryPoint = "renameat", SetLastError = true)]
    public static partial int RenameAt(int from, byte* oldName, int to, byte* newName);

    [LibraryImport(Name, EntryPoint = "linkat", SetLastError = true)]
    public static partial int LinkAt(int from, byte* oldName, int to, byte* newName, int flags);

    [LibraryImport(Name, EntryPoint = "symlinkat", SetLastError = true)]
    public static partial int SymlinkAt(byte* target, int folder, byte* name);

    [LibraryImport(Name, EntryPoint = "readlinkat", SetLastError = true)]
    public static partial nint ReadLinkAt(int folder, byte* name, byte* into, nuint size);

    [LibraryImport(Name, EntryPoint = "mknodat", SetLastError = true)]
    public static partial int MakeNodeAt(int folder, byte* name, uint mode, ulong device);

    [LibraryImport(Name, EntryPoint = "fchownat", SetLastError = true)]
    public static partial int ChangeOwnerAt(int folder, byte* name, uint owner, uint group, int flags);

    [LibraryImport(Name, EntryPoint = "utimensat", SetLastError = true)]
    public static partial int ChangeTimesAt(int folder, byte* name, Libc.Timespec* accessAndModified, int flags);

    [LibraryImport(Name, EntryPoint = "fchmodat", SetLastError = true)]
    public static partial int ChangeModeAt(int folder, byte* name, uint mode, int flags);

    [LibraryImport(Name, EntryPoint = "pread64", SetLastError = true)]
    public static partial nint ReadAt(int file, byte* into, nuint count, long offset);

    [LibraryImport(Name, EntryPoint = "pwrite64", SetLastError = true)]
    public static partial nint WriteAt(int file, byte* from, nuint count, long offset);

    [LibraryImport(Name, EntryPoint = "copy_file_range", SetLastError = true)]
    public static partial nint CopyRange(int from, long* fromOffset, int to, long* toOffset, nuint count, uint flags);

    [LibraryImport(Name, EntryPoint = "fallocate64", SetLastError = true)]
    public static partial int Allocate(int file, int mode, long offset, long length);

    [LibraryImport(Name, EntryPoint = "sync_file_range", SetLastError = true)]
    public static partial int StartWriting(int file, long offset, long length, uint flags);

    [LibraryImport(Name, EntryPoint = "syncfs", SetLastError = true)]
    public static partial int SyncFileSystem(int file);

    [LibraryImport(Name, EntryPoint = "flistxattr", SetLastError = true)]
    public static partial nint ListAttributes(int file, byte* into, nuint size);

    [LibraryImport(Name, EntryPoint = "fsetxattr", SetLastError = true)]
    public static partial int SetAttribute(int file, byte* name, byte* value, nuint size, int flags);

    [LibraryImport(Name, EntryPoint = "fremovexattr", SetLastError = true)]
    public static partial int RemoveAttribute(int file, byte* name);

    [LibraryImport(Name, EntryPoint = "llistxattr", SetLastError = true)]
    public static partial nint ListAttributesOf(byte* path, byte* into, nuint size);

    [LibraryImport(Name, EntryPoint = "lsetxattr", SetLastError = true)]
    public static partial int SetAttributeOf(byte* path, byte* name, byte* value, nuint size, int flags);

    [LibraryImport(Name, EntryPoint = "lremovexattr", SetLastError = true)]
    public static partial int RemoveAttributeOf(byte* path, byte* name);

    [LibraryImport(Name, EntryPoint = "getdents64", SetLastError = true)]
    public static partial nint ReadEntries(int folder, byte* into, nuint size);

    [LibraryImport(Name, EntryPoint = "geteuid")]
    public static partial uint EffectiveUser();
}
