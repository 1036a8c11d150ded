using ActorBackup.Linux;

namespace ActorBackup.Stores.Copies;

/// <summary>Files of a few kilobytes, read and written whole.</summary>
internal static class SmallFile
{
    private const int MaxBytes = 4 << 20;

    /// <summary>Null if there is none.</summary>
    /// <exception cref="FormatException">What is there is no regular file, or too large to be one of ours.</exception>
    public static byte[]? Read(Folder folder, string name)
    {
        if (folder.Stat(name) is not { } status) return null;
        if (!status.IsFile || status.Bytes > MaxBytes) throw new FormatException($"{folder.Describe(name)} is {status.TypeName} of {status.Bytes} bytes");
        NativeFile file;
        try { file = folder.OpenRead(name); }
        catch (SystemCallException e) when (e.Errno == Errno.NoEntry) { return null; }
        using (file)
        {
            var content = new byte[(int)status.Bytes];
            var read = 0;
            while (read < content.Length && file.Read(content.AsSpan(read)) is > 0 and var count) read += count;
            return read == content.Length ? content : content[..read];
        }
    }

    /// <summary>Writes a new file and makes its content durable, not yet its name.</summary>
    public static void Write(Folder folder, string name, ReadOnlySpan<byte> content)
    {
        folder.Remove(name);
        using var file = folder.Create(name);
        try
        {
            file.Write(content);
            file.Sync();
            file.Close();
        }
        catch (SystemCallException)
        {
            folder.Remove(name);
            throw;
        }
    }
}
