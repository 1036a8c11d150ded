using ActorBackup.Stores.DataFolders;

namespace ActorBackup.Node.Hosting;

/// <summary>The folder a node keeps its journal, socket and logs in, held by one process at a time.</summary>
internal sealed class DataFolder : IDisposable
{
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private const string LockName = "node.lock";

    /// <summary><see cref="IsLocked"/> of another process holds the lock for an instant; that must not look like a node.</summary>
    private const int Attempts = 5;
    private static readonly TimeSpan ProbeTime = TimeSpan.FromMilliseconds(20);

    private readonly FolderLock? _lock;
    private readonly bool _isTemporary;

    private DataFolder(string path, FolderLock? held, bool isTemporary) => (Path, _lock, _isTemporary) = (path, held, isTemporary);

    public string Path { get; }
    public string Journal => System.IO.Path.Join(Path, "manifests.db");
    public string Logs => System.IO.Path.Join(Path, "logs");

    /// <summary>Makes the folder if missing (0700) and takes its lock, which the kernel releases with the process.</summary>
    /// <exception cref="DataFolderException">Another process has it, or it cannot be made.</exception>
    public static async Task<DataFolder> TakeAsync(string path, TimeProvider time, CancellationToken stop)
    {
        try
        {
            MakePrivate(path);
            for (var attempt = 1; ; attempt++)
            {
                if (FolderLock.TryTake(path, LockName, out var holder) is { } held) return new DataFolder(path, held, isTemporary: false);
                if (attempt == Attempts) throw new DataFolderException(
                    $"the data folder {path} is in use by {holder}: stop that node first, or talk to it with this command line", isLocked: true);
                await Task.Delay(ProbeTime, time, stop);
            }
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new DataFolderException($"the data folder {path} cannot be used: {failure.Message}; set `node.data` to a folder this user can write", cause: failure);
        }
    }

    /// <summary>For looking only: the folder as it is, or an empty one that goes with the process.</summary>
    public static DataFolder Look(string path) =>
        File.Exists(System.IO.Path.Join(path, "manifests.db"))
            ? new DataFolder(path, null, isTemporary: false)
            : new DataFolder(Directory.CreateTempSubdirectory("actorbackup-").FullName, null, isTemporary: true);

    public static bool IsLocked(string path) => FolderLock.IsTaken(path, LockName);

    private static void MakePrivate(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
            return;
        }

        Directory.CreateDirectory(path, Private);
        File.SetUnixFileMode(path, Private);
    }

    public void Dispose()
    {
        _lock?.Dispose();
        if (!_isTemporary) return;
        try
        {
            Directory.Delete(Path, recursive: true);
        }
        catch (IOException)
        {
            // It lies in the system's temporary folder, which is cleaned anyway.
        }
    }
}
