using ActorBackup.Linux;

namespace ActorBackup.Repository.Backends;

/// <summary>What the errors of a disk mean to a repository.</summary>
internal static class BackendFailure
{
    /// <param name="error">A system call's, or one of .NET's own with the errno in its HResult.</param>
    /// <param name="what">What was tried, as in <c>save data/09/09d2…</c>.</param>
    public static RepositoryException Of(Exception error, string what, string location) => error switch
    {
        UnauthorizedAccessException => Denied(error, what, location),
        DirectoryNotFoundException or FileNotFoundException => Missing(what, location, error),
        _ => error.HResult switch
        {
            Errno.NoSpace or Errno.QuotaExceeded => new(RepositoryFailure.Full,
                $"Cannot {what}: no space is left at {location} ({error.Message}). Make room or prune the repository; what is in it is untouched.", error),
            Errno.Denied or Errno.NotPermitted or Errno.ReadOnlyFileSystem => Denied(error, what, location),
            Errno.NoEntry or Errno.NotAFolder => Missing(what, location, error),
            _ => new(RepositoryFailure.Unreachable, $"Cannot {what} at {location}: {error.Message}.", error),
        },
    };

    private static RepositoryException Denied(Exception error, string what, string location) =>
        new(RepositoryFailure.Denied, $"Cannot {what}: this user may not ({error.Message}). Check who owns {location}.", error);

    public static RepositoryException Missing(string what, string location, Exception? cause = null) =>
        new(RepositoryFailure.Missing, $"Cannot {what}: it is not at {location}.", cause);

    public static RepositoryException TooShort(FileHandle file, ByteRange range, string location) => new(RepositoryFailure.Damaged,
        $"{file} at {location} ends before byte {range.Offset + range.Length}: it was cut, or the index is wrong about it. Check the repository.");
}
