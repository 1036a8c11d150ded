using ActorBackup.Repository.Backends;
using ActorBackup.Repository.Crypto;
using ActorBackup.Repository.Ids;

namespace ActorBackup.Repository.Keys;

/// <summary>The passwords of a repository: each has a key file that seals the same master key (format specification, section 4).</summary>
public sealed class KeyRing(IBackend backend, RepositoryOptions options)
{
    private readonly (IBackend Backend, RepositoryOptions Options) _of = (backend, options);

    /// <summary>The first key file that opens with this password.</summary>
    /// <param name="hint">The start of a key's id, tried first; null for none.</param>
    /// <exception cref="RepositoryException"><see cref="RepositoryFailure.WrongPassword"/>: none of the first 20 does.</exception>
    public Task<OpenKey> FindAsync(string password, string? hint, CancellationToken stop) => throw new NotImplementedException(_of.ToString());

    /// <summary>Another password for the same master key.</summary>
    public Task<KeyId> AddAsync(MasterKey key, string password, KeyDerivation derivation, CancellationToken stop) => throw new NotImplementedException();

    /// <summary>Readable ones; others are told to <see cref="RepositoryOptions.Warn"/>.</summary>
    public Task<IReadOnlyList<StoredKey>> ListAsync(CancellationToken stop) => throw new NotImplementedException();

    /// <summary>Adds the new password, then removes the one in use.</summary>
    public Task<OpenKey> ChangeAsync(OpenKey inUse, string password, KeyDerivation derivation, CancellationToken stop) => throw new NotImplementedException();

    /// <exception cref="RepositoryException"><see cref="RepositoryFailure.Refused"/>: it is the one in use. <see cref="RepositoryFailure.Missing"/>: there is none.</exception>
    public Task RemoveAsync(KeyId id, OpenKey inUse, CancellationToken stop) => throw new NotImplementedException();
}
