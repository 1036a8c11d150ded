using ActorBackup.Core.Stores;
using ActorBackup.Repository;

namespace ActorBackup.Stores.Repositories;

/// <summary>Turns failures of a repository into what actors can act on; the words stay.</summary>
internal static class VaultErrors
{
    public static StoreException Of(StoreName store, RepositoryException cause) => new(KindOf(cause.Failure), $"store {store}: {cause.Message}", cause);

    private static StoreFailure KindOf(RepositoryFailure failure) => failure switch
    {
        RepositoryFailure.NoRepository or RepositoryFailure.WrongPassword or RepositoryFailure.Unreachable => StoreFailure.Away,
        RepositoryFailure.Locked => StoreFailure.Locked,
        RepositoryFailure.Full => StoreFailure.Full,
        RepositoryFailure.Missing => StoreFailure.Missing,
        RepositoryFailure.Damaged or RepositoryFailure.Unsupported => StoreFailure.Damaged,
        RepositoryFailure.LockLost or RepositoryFailure.Denied or RepositoryFailure.Exists or RepositoryFailure.Refused => StoreFailure.Transient,
        _ => throw new ArgumentOutOfRangeException(nameof(failure), failure, "There is no such failure."),
    };
}
