namespace ActorBackup.Repository;

/// <summary>An operation on a repository failed. The message says what, which, what it means and what to do next.</summary>
/// <remarks>The only exception that leaves this library, apart from cancellation and wrong arguments, whatever bytes it is given.</remarks>
public sealed class RepositoryException(RepositoryFailure failure, string message, Exception? cause = null) : IOException(message, cause)
{
    public RepositoryFailure Failure { get; } = failure;

    public static RepositoryException Damaged(string message, Exception? cause = null) => new(RepositoryFailure.Damaged, message, cause);

    public static RepositoryException Refused(string message) => new(RepositoryFailure.Refused, message);
}
