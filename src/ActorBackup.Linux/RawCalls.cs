using System.Runtime.InteropServices;

namespace ActorBackup.Linux;

/// <summary>System calls that take names as bytes: a name on disk need not be UTF-8. Strings end in NUL; -1 and errno on failure.</summary>
internal static unsafe partial class RawCalls
{
    private const string Name = "libc";

    [LibraryImport(Name, EntryPoint = "openat", SetLastError = true)]
    public static partial int OpenAt(int folder, byte* path, int flags, uint mode);

    [LibraryImport(Name, EntryPoint = "statx", SetLastError = true)]
    public static partial int Statx(int folder, byte* path, int flags, uint mask, byte* into);

    [LibraryImport(Name, EntryPoint = "readlinkat", SetLastError = true)]
    public static partial nint ReadLinkAt(int folder, byte* path, byte* into, nuint count);

    [LibraryImport(Name, EntryPoint = "getdents64", SetLastError = true)]
    public static partial nint GetEntries(int folder, byte* into, nuint count);

    [LibraryImport(Name, EntryPoint = "llistxattr", SetLastError = true)]
    public static partial nint ListAttributes(byte* path, byte* into, nuint count);

    [LibraryImport(Name, EntryPoint = "lgetxattr", SetLastError = true)]
    public static partial nint GetAttribute(byte* path, byte* name, byte* into, nuint count);

    [LibraryImport(Name, EntryPoint = "flistxattr", SetLastError = true)]
    public static partial nint ListAttributesOf(int file, byte* into, nuint count);

    [LibraryImport(Name, EntryPoint = "fgetxattr", SetLastError = true)]
    public static partial nint GetAttributeOf(int file, byte* name, byte* into, nuint count);

    /// <summary>Returns the error number itself.</summary>
    [LibraryImport(Name, EntryPoint = "getpwuid_r")]
    public static partial int GetUser(uint id, byte* record, byte* buffer, nuint count, byte** found);

    /// <summary>Returns the error number itself.</summary>
    [LibraryImport(Name, EntryPoint = "getgrgid_r")]
    public static partial int GetGroup(uint id, byte* record, byte* buffer, nuint count, byte** found);
}
