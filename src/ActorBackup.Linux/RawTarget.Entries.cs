using System.Runtime.InteropServices;

namespace ActorBackup.Linux;

/// <summary>The names in the folder.</summary>
internal sealed unsafe partial class RawTarget
{
    private const int EntriesBytes = 32 << 10;

    /// <summary>In no order; <c>.</c> and <c>..</c> left out. Read to the end through a handle of its own.</summary>
    public List<byte[]> Entries()
    {
        byte* here = stackalloc byte[2] { (byte)'.', 0 };
        var handle = Open(Descriptor, here, Flags.FolderOnly, 0, Path);
        var buffer = new byte[EntriesBytes];
        try
        {
            var names = new List<byte[]>();
            fixed (byte* start = buffer)
            {
                while (true)
                {
                    var length = RawTargetCalls.ReadEntries(handle, start, EntriesBytes);
                    if (length == 0) return names;
                    if (length > 0) Collect(buffer.AsSpan(0, (int)length), names);
                    else if (Marshal.GetLastPInvokeError() != Errno.Interrupted) throw SystemCallException.Last($"list {Path}");
                }
            }
        }
        finally { _ = Libc.Close(handle); }
    }

    // struct linux_dirent64: 0 inode, 8 offset, 16 record length, 18 type, 19 name, ended by NUL.
    private static void Collect(ReadOnlySpan<byte> records, List<byte[]> names)
    {
        while (!records.IsEmpty)
        {
            var length = BitConverter.ToUInt16(records[16..]);
            var name = records[19..length];
            name = name[..name.IndexOf((byte)0)];
            if (!name.SequenceEqual("."u8) && !name.SequenceEqual(".."u8)) names.Add(name.ToArray());
            records = records[length..];
        }
    }
}
