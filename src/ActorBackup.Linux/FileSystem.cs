using System.Runtime.InteropServices;

namespace ActorBackup.Linux;

/// <summary>What statfs says of the filesystem a path lies on.</summary>
/// <param name="FreeBytes">What an ordinary user may still write.</param>
internal readonly record struct FileSystem(long Type, long FreeBytes, long TotalBytes)
{
    private const int Size = 256;

    /// <summary>The name of a filesystem whose changes may be made by another machine or process, unseen by inotify; else null.</summary>
    public string? UnseenKind => (uint)Type switch
    {
        0x6969 => "NFS",
        0xFF534D42 or 0xFE534D42 or 0x517B => "SMB",
        0x65735546 => "FUSE",
        0x01021997 => "9P",
        0x5346414F => "AFS",
        0x00C36400 => "Ceph",
        0x564C => "NCP",
        0x73757245 => "Coda",
        0x0BD00BD0 => "Lustre",
        0x7461636F => "OCFS2",
        0x01161970 => "GFS2",
        0x786F4256 or 0xBACBACBC => "a folder shared by the host",
        _ => null,
    };

    public static unsafe FileSystem Of(string path)
    {
        var buffer = stackalloc byte[Size];
        if (Libc.StatFileSystem(path, buffer) != 0) throw SystemCallException.Last($"statfs {path}");
        return Read(new ReadOnlySpan<byte>(buffer, Size));
    }

    public static unsafe FileSystem Of(NativeFile file)
    {
        var buffer = stackalloc byte[Size];
        if (Libc.StatFileSystem(file.Descriptor, buffer) != 0) throw SystemCallException.Last($"statfs {file.Path}");
        return Read(new ReadOnlySpan<byte>(buffer, Size));
    }

    // struct statfs (64 bit): 0 type, 8 block size, 16 blocks, 24 free, 32 available to users.
    private static FileSystem Read(ReadOnlySpan<byte> raw)
    {
        var words = MemoryMarshal.Cast<byte, long>(raw);
        return new FileSystem(words[0], words[4] * words[1], words[2] * words[1]);
    }
}
