using System.Security.Cryptography;
using ActorBackup.Core.Ownership;
using ActorBackup.Core.Restoring;
using ActorBackup.Linux;

namespace ActorBackup.Stores.Restoring;

/// <summary>Puts a file back: temporary file beside the target, fsync, mode, owner and times, rename, fsync of the folder, read back. Linux only.</summary>
/// <remarks>A target that is a mount point, has several names, or lies in a folder that cannot be written is rewritten in place instead, after the content
/// was verified in a pass of its own; a crash there leaves a half-written target, which the safety snapshot is for. Missing folders above the target are made.
/// In place a link is resolved first and the file it points to restored; elsewhere a link is replaced, never written through.</remarks>
public sealed class FileRestore : IFileRestore
{
    private const string Suffix = ".actorbackup-restore";

    public async Task<RestoreResult> RestoreAsync(RestoreRequest request, IClaim claim, Func<CancellationToken, Task<Stream>> content, CancellationToken stop)
    {
        if (!OperatingSystem.IsLinux()) throw new PlatformNotSupportedException("Files are restored on Linux: renames and syncs with errors are needed.");
        return await Task.Run(() => PutBackAsync(request, claim, content, stop), stop);
    }

    public string Resolve(string target, string fileName, bool inPlace)
    {
        if (inPlace) return LinkPath.Final(target);
        return FileStatus.Of(target, follow: true) is { IsFolder: true } ? Path.Join(target, fileName) : target;
    }

    public void RemoveLeftovers(string target)
    {
        try
        {
            using var folder = Folder.TryOpen(Path.GetDirectoryName(LinkPath.Final(target)) ?? "/");
            folder?.Remove(TemporaryName(Path.GetFileName(LinkPath.Final(target))));
        }
        catch (SystemCallException) { /* not ours to insist on: the next restore to it tries again */ }
    }

    private async Task<RestoreResult> PutBackAsync(RestoreRequest request, IClaim claim, Func<CancellationToken, Task<Stream>> content, CancellationToken stop)
    {
        var target = request.Target;
        var touched = false;
        try
        {
            target = Resolve(request.Target, request.FileName, request.InPlace);
            var there = FileStatus.Of(target, follow: false);
            if (there is { IsFile: false, IsLink: false } other)
                return new RestoreResult.Failed($"{target} is {other.TypeName}; a file cannot be put in its place");
            if (there is { IsFile: true } file && (file.Mode & 0x92) == 0 && !request.Force)
                return new RestoreResult.Failed($"{target} is read-only (mode {Octal(file.Mode)}); give it write permission, or restore with --force", NeedsForce: true);
            var replacement = new Replacement(request, claim, target, there, content);
            return await replacement.RunAsync(() => touched = true, stop);
        }
        catch (SystemCallException e)
        {
            return new RestoreResult.Failed(Explain(target, e), Touched: touched);
        }
    }

    private static string Explain(string target, SystemCallException e) => e.Errno switch
    {
        Errno.Denied => $"{target} cannot be written by this user: {e.Message}; give the user of this process write permission on the folder, or restore elsewhere with --to",
        Errno.NotPermitted => $"{target} cannot be replaced: {e.Message}; it may be immutable (lsattr), or belong to another user",
        Errno.ReadOnlyFileSystem => $"{target} lies on a filesystem that is mounted read-only; mount it writable, or restore elsewhere with --to",
        Errno.NoSpace or Errno.QuotaExceeded => $"there is no room for {target}: {e.Message}; free some space there",
        _ => $"{target} cannot be restored: {e.Message}",
    };

    private static string Octal(int mode) => Convert.ToString(mode, 8).PadLeft(4, '0');

    /// <summary>Always the same for a target, so that a later restore finds what a killed one left; cut so that it fits a file name.</summary>
    internal static string TemporaryName(string name)
    {
        var whole = $".{name}{Suffix}";
        return System.Text.Encoding.UTF8.GetByteCount(whole) <= 255 ? whole
            : $".{Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(name)))[..32]}{Suffix}";
    }
}
