using System.Runtime.InteropServices;
using System.Text;

namespace ActorBackup.Linux;

/// <summary>Owners, times, modes and extended attributes: of the folder itself, of an open file, of an entry by name.</summary>
internal sealed unsafe partial class RawTarget
{
    /// <summary>Links are changed themselves.</summary>
    public void ChangeOwner(ReadOnlySpan<byte> name, uint owner, uint group)
    {
        var zeroed = stackalloc byte[Names.Most];
        Check(RawTargetCalls.ChangeOwnerAt(Descriptor, Names.Terminate(name, zeroed, this), owner, group, Flags.StatNoFollow), "chown", name);
    }

    public void ChangeTimes(ReadOnlySpan<byte> name, Libc.Timespec accessed, Libc.Timespec modified)
    {
        var zeroed = stackalloc byte[Names.Most];
        var times = stackalloc Libc.Timespec[2] { accessed, modified };
        Check(RawTargetCalls.ChangeTimesAt(Descriptor, Names.Terminate(name, zeroed, this), times, Flags.StatNoFollow), "set times of", name);
    }

    /// <summary>Of special files, which cannot be opened without doing something; never of links, which have no mode.</summary>
    public void ChangeMode(ReadOnlySpan<byte> name, uint mode)
    {
        // chmod follows links and has no flag against it on older kernels: a handle that only names the file is what it gets.
        var zeroed = stackalloc byte[Names.Most];
        var handle = Open(Descriptor, Names.Terminate(name, zeroed, this), PathOnly | Flags.NoFollow, 0, Describe(name));
        try
        {
            var path = Encoding.UTF8.GetBytes($"/proc/self/fd/{handle}\0");
            fixed (byte* start = path)
                Check(RawTargetCalls.ChangeModeAt(Flags.CurrentFolder, start, mode, 0), "chmod", name);
        }
        finally { _ = Libc.Close(handle); }
    }

    public static void ChangeOwner(int file, string path, uint owner, uint group)
    {
        if (Libc.ChangeOwner(file, owner, group) != 0) throw SystemCallException.Last($"chown {path}");
    }

    public static void ChangeTimes(int file, string path, Libc.Timespec accessed, Libc.Timespec modified)
    {
        var times = stackalloc Libc.Timespec[2] { accessed, modified };
        if (Libc.ChangeTimes(file, times) != 0) throw SystemCallException.Last($"set times of {path}");
    }

    public static void ChangeMode(int file, string path, uint mode)
    {
        if (Libc.ChangeMode(file, mode) != 0) throw SystemCallException.Last($"chmod {path}");
    }

    /// <summary>The names of the extended attributes of an open file or folder; none where there are none to have.</summary>
    public static List<byte[]> ListAttributes(int file, string path)
    {
        // Most files have none: one call says so.
        var first = stackalloc byte[512];
        var length = RawTargetCalls.ListAttributes(file, first, 512);
        if (length >= 0) return SplitNames(new ReadOnlySpan<byte>(first, (int)length));
        var large = Array.Empty<byte>();
        if (Marshal.GetLastPInvokeError() == Errno.Range)
        {
            large = new byte[64 << 10];   // the most the kernel gives
            fixed (byte* start = large) length = RawTargetCalls.ListAttributes(file, start, (nuint)large.Length);
        }
        return length >= 0 ? SplitNames(large.AsSpan(0, (int)length)) : NoneOr(Marshal.GetLastPInvokeError(), path);
    }

    /// <summary>Of an entry by name; of a link itself.</summary>
    public List<byte[]> ListAttributes(ReadOnlySpan<byte> name)
    {
        var buffer = new byte[64 << 10];
        fixed (byte* path = ThroughFolder(name))
        fixed (byte* start = buffer)
        {
            var length = RawTargetCalls.ListAttributesOf(path, start, (nuint)buffer.Length);
            return length >= 0 ? SplitNames(buffer.AsSpan(0, (int)length)) : NoneOr(Marshal.GetLastPInvokeError(), Describe(name));
        }
    }

    public static void SetAttribute(int file, string path, ReadOnlySpan<byte> attribute, ReadOnlySpan<byte> value)
    {
        fixed (byte* key = Terminated(attribute))
        fixed (byte* start = value)
            if (RawTargetCalls.SetAttribute(file, key, start, (nuint)value.Length, 0) != 0) throw AttributeFailure("set", attribute, path);
    }

    public void SetAttribute(ReadOnlySpan<byte> name, ReadOnlySpan<byte> attribute, ReadOnlySpan<byte> value)
    {
        fixed (byte* path = ThroughFolder(name))
        fixed (byte* key = Terminated(attribute))
        fixed (byte* start = value)
            if (RawTargetCalls.SetAttributeOf(path, key, start, (nuint)value.Length, 0) != 0) throw AttributeFailure("set", attribute, Describe(name));
    }

    public static void RemoveAttribute(int file, string path, ReadOnlySpan<byte> attribute)
    {
        fixed (byte* key = Terminated(attribute))
            if (RawTargetCalls.RemoveAttribute(file, key) != 0) throw AttributeFailure("remove", attribute, path);
    }

    public void RemoveAttribute(ReadOnlySpan<byte> name, ReadOnlySpan<byte> attribute)
    {
        fixed (byte* path = ThroughFolder(name))
        fixed (byte* key = Terminated(attribute))
            if (RawTargetCalls.RemoveAttributeOf(path, key) != 0) throw AttributeFailure("remove", attribute, Describe(name));
    }

    private static List<byte[]> NoneOr(int errno, string path) =>
        errno is Errno.NotSupported ? [] : throw new SystemCallException($"list extended attributes of {path}", errno);

    private static List<byte[]> SplitNames(ReadOnlySpan<byte> list)
    {
        var names = new List<byte[]>();
        while (list.IndexOf((byte)0) is >= 0 and var end)
        {
            if (end > 0) names.Add(list[..end].ToArray());
            list = list[(end + 1)..];
        }
        return names;
    }

    // The folder is named by its descriptor, so that only the last name is looked up, and that without following it.
    private byte[] ThroughFolder(ReadOnlySpan<byte> name)
    {
        var checkedName = stackalloc byte[Names.Most];
        _ = Names.Terminate(name, checkedName, this);
        return [.. Encoding.UTF8.GetBytes($"/proc/self/fd/{Descriptor}/"), .. name, 0];
    }

    private static byte[] Terminated(ReadOnlySpan<byte> attribute) => attribute.Contains((byte)0)
        ? throw new SystemCallException($"use the extended attribute {Encoding.UTF8.GetString(attribute)}", Errno.Invalid)
        : [.. attribute, 0];

    private static SystemCallException AttributeFailure(string operation, ReadOnlySpan<byte> attribute, string path)
    {
        var errno = Marshal.GetLastPInvokeError();
        return new SystemCallException($"{operation} extended attribute {Encoding.UTF8.GetString(attribute)} of {path}", errno);
    }
}
