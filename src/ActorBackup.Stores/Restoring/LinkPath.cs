using ActorBackup.Linux;

namespace ActorBackup.Stores.Restoring;

/// <summary>Follows the links at the end of a path.</summary>
internal static class LinkPath
{
    private const int MaxLinks = 40;

    /// <summary>The path itself, or the last one that its links lead to, which need not exist.</summary>
    /// <exception cref="SystemCallException">The links lead in a circle.</exception>
    public static string Final(string path)
    {
        for (var i = 0; i < MaxLinks; i++)
        {
            if (FileStatus.Of(path, follow: false) is not { IsLink: true }) return path;
            var next = new FileInfo(path).LinkTarget ?? throw new SystemCallException($"read link {path}", Errno.NoEntry);
            path = Path.GetFullPath(next, Path.GetDirectoryName(path) ?? "/");
        }
        throw new SystemCallException($"follow {path}", Errno.TooManyLinks);
    }
}
