using ActorBackup.Repository.Backups;
using ActorBackup.Repository.Ids;
using ActorBackup.Repository.Sharing;

namespace ActorBackup.Repository.Tests.Endurance;

/// <summary>A folder of 20 files in 4 folders on disk; every minute one of them has 5 KB of new content, and its path is what a watcher would tell.</summary>
internal sealed class MinuteTree : IMinuteSource
{
    private const int Folders = 4, FilesOfAFolder = 5, FileBytes = 5 << 10;

    private readonly TreeCache _cache = new(8 << 20);
    private BackupState? _previous;
    private DirtyPaths _dirty = new();

    /// <param name="path">A new folder is made there.</param>
    public MinuteTree(string path)
    {
        Path = path;
        for (var file = 0; file < Folders * FilesOfAFolder; file++)
        {
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(FilePath(file))!);
            File.WriteAllBytes(FilePath(file), SplitMix.Bytes((ulong)file, FileBytes));
        }
    }

    public string Path { get; }

    public long Change(long minute)
    {
        var path = FilePath((int)(minute * 7 % (Folders * FilesOfAFolder)));
        File.WriteAllBytes(path, SplitMix.Bytes((ulong)minute + 1000, FileBytes));
        _dirty.Add(path);
        return FileBytes;
    }

    public async Task<TreeId> CaptureAsync(CaptureScope scope, CancellationToken stop)
    {
        var request = new BackupRequest([Path]) { Previous = _previous, Dirty = _previous is null ? null : _dirty, Workers = 1 };
        var result = await BackupRun.RunAsync(scope.Repository, scope.Writer, request, _cache, stop);
        (_previous, _dirty) = (result.State, new DirtyPaths());
        return result.Root;
    }

    private string FilePath(int file) => System.IO.Path.Join(Path, $"folder-{file / FilesOfAFolder}", $"file-{file % FilesOfAFolder}.bin");
}
