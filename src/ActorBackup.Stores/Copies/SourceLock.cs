using System.Globalization;
using System.Text;
using ActorBackup.Linux;

namespace ActorBackup.Stores.Copies;

/// <summary>The lock of one source in one place (rules 7), held by an open file: a killed process loses it by itself.</summary>
internal sealed class SourceLock : IDisposable
{
    private readonly NativeFile _file;

    private SourceLock(NativeFile file) => _file = file;

    /// <summary>Null with who has it if another process, or another store object of this one, runs the source.</summary>
    public static SourceLock? TryTake(Folder own, string key, out string holder)
    {
        var file = own.OpenOrMake(Name(key));
        try
        {
            holder = "";
            if (!file.TryLock())
            {
                holder = Encoding.UTF8.GetString(SmallFile.Read(own, Name(key)) ?? []).Trim();
                file.Dispose();
                return null;
            }
            SignBy(file);
            return new SourceLock(file);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>False once the place at the path is not the one in which the lock was taken.</summary>
    public bool IsIn(Folder own, string key) => own.Stat(Name(key)) is { } now && now.IsSameFileAs(_file.Status);

    public void Dispose() => _file.Dispose();

    // Only for the message of whoever comes second; the lock is the kernel's, and is good on a full disk too.
    private static void SignBy(NativeFile file)
    {
        try
        {
            file.Rewind(truncate: true);
            file.Write(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"process {Environment.ProcessId} on {Environment.MachineName}\n")));
        }
        catch (SystemCallException) { /* an unsigned lock holds as well */ }
    }

    private static string Name(string key) => $"{key}.lock";
}
