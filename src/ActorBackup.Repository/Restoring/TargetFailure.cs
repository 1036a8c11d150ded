using ActorBackup.Linux;

namespace ActorBackup.Repository.Restoring;

/// <summary>Which failures of the target concern one entry, and which end the restore.</summary>
internal static class TargetFailure
{
    /// <summary>Whatever is tried next will fail too.</summary>
    public static bool EndsAll(SystemCallException failure) => failure.Errno is Errno.NoSpace or Errno.QuotaExceeded or Errno.ReadOnlyFileSystem;

    public static RepositoryException Explain(SystemCallException failure, string target, RestoreProgress done) => failure.Errno switch
    {
        Errno.ReadOnlyFileSystem => new RepositoryException(
            RepositoryFailure.Denied, $"The file system of {target} is read-only ({failure.Message}). Nothing more was restored. Choose another target, or mount it for writing.", failure),
        not (Errno.NoSpace or Errno.QuotaExceeded) => new RepositoryException(
            RepositoryFailure.Unreachable,
            $"The disk of {target} failed ({failure.Message}): what was restored there is not certain to stay. Look at the disk, or choose another target, and restore again.", failure),
        _ => new RepositoryException(
            RepositoryFailure.Full,
            $"There is no space left for the restore to {target} ({failure.Message}). {done.Entries:N0} entries with {done.BytesWritten:N0} bytes were restored before. "
            + "Make room or choose another target, and restore again: what is there already is compared and kept.", failure),
    };
}
