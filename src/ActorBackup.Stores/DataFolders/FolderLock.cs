using System.Globalization;
using System.Text;
using ActorBackup.Linux;

namespace ActorBackup.Stores.DataFolders;

/// <summary>One process's claim on a folder, held by an open file: a killed process loses it by itself.</summary>
public sealed class FolderLock : IDisposable
{
    private readonly NativeFile _file;

    private FolderLock(NativeFile file) => _file = file;

    /// <summary>Null if another process has it; <paramref name="holder"/> says which, as far as it left word.</summary>
    /// <exception cref="IOException">The lock's file cannot be opened.</exception>
    public static FolderLock? TryTake(string folder, string name, out string holder)
    {
        using var open = Folder.Open(folder);
        var file = open.OpenOrMake(name);
        try
        {
            if (!file.TryLock())
            {
                holder = Holder(Path.Join(folder, name));
                file.Dispose();
                return null;
            }

            holder = "";
            file.Rewind(truncate: true);    // only for the message of whoever comes second; the lock is the kernel's
            file.Write(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{Environment.ProcessId}\n")));
            return new FolderLock(file);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Whether some process has it now; leaves no trace, and false where there is no such folder.</summary>
    public static bool IsTaken(string folder, string name)
    {
        if (!File.Exists(Path.Join(folder, name))) return false;
        using var open = Folder.TryOpen(folder);
        if (open is null) return false;
        using var file = open.OpenRead(name);
        return !file.TryLock();
    }

    public void Dispose() => _file.Dispose();

    private static string Holder(string path)
    {
        using var file = NativeFile.OpenRead(path);
        var text = new byte[32];
        var pid = Encoding.UTF8.GetString(text, 0, file.Read(text)).Trim();
        return pid.Length > 0 ? $"process {pid}" : "another process";
    }
}
