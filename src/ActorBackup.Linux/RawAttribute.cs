using System.Buffers;
using System.Runtime.InteropServices;

namespace ActorBackup.Linux;

/// <summary>One extended attribute.</summary>
/// <param name="Name">With its namespace, as in <c>user.origin</c>.</param>
internal readonly record struct RawAttribute(byte[] Name, byte[] Value)
{
    private const int NoSuchAttribute = 61, TooSmall = 34;

    private static readonly List<RawAttribute> None = [];

    /// <param name="path">Not followed if it is a link; null: of the open <paramref name="file"/>.</param>
    internal static unsafe List<RawAttribute> Read(byte* path, int file, ReadOnlySpan<byte> described)
    {
        var small = stackalloc byte[1024];
        var count = path is null ? RawCalls.ListAttributesOf(file, small, 1024) : RawCalls.ListAttributes(path, small, 1024);
        if (count == 0) return None;
        if (count > 0) return Values(path, file, new ReadOnlySpan<byte>(small, (int)count), described);
        var errno = Marshal.GetLastPInvokeError();
        if (errno is Errno.NotSupported or Errno.NoEntry) return None;
        if (errno != TooSmall) throw new SystemCallException($"list attributes of {RawText.Show(described)}", errno);
        // The most that Linux allows.
        var large = ArrayPool<byte>.Shared.Rent(1 << 16);
        try
        {
            fixed (byte* into = large)
            {
                count = path is null ? RawCalls.ListAttributesOf(file, into, 1 << 16) : RawCalls.ListAttributes(path, into, 1 << 16);
                if (count < 0) throw SystemCallException.Last($"list attributes of {RawText.Show(described)}");
                return Values(path, file, new ReadOnlySpan<byte>(into, (int)count), described);
            }
        }
        finally { ArrayPool<byte>.Shared.Return(large); }
    }

    private static unsafe List<RawAttribute> Values(byte* path, int file, ReadOnlySpan<byte> names, ReadOnlySpan<byte> described)
    {
        var found = new List<RawAttribute>();
        while (!names.IsEmpty)
        {
            var end = names.IndexOf((byte)0);
            fixed (byte* name = names)
                if (ReadValue(path, file, name, described) is { } value) found.Add(new RawAttribute(names[..end].ToArray(), value));
            names = names[(end + 1)..];
        }
        return found;
    }

    /// <summary>Null if it went meanwhile.</summary>
    private static unsafe byte[]? ReadValue(byte* path, int file, byte* name, ReadOnlySpan<byte> described)
    {
        var size = 256;
        while (true)
        {
            var value = new byte[size];
            nint count;
            fixed (byte* into = value) count = path is null ? RawCalls.GetAttributeOf(file, name, into, (nuint)size) : RawCalls.GetAttribute(path, name, into, (nuint)size);
            if (count >= 0) return count == size ? value : value[..(int)count];
            var errno = Marshal.GetLastPInvokeError();
            if (errno is NoSuchAttribute or Errno.NoEntry or Errno.NotSupported) return null;
            if (errno != TooSmall || size > 1 << 16) throw new SystemCallException($"read an attribute of {RawText.Show(described)}", errno);
            size = size < 1 << 16 ? 1 << 16 : 1 << 17;
        }
    }
}
