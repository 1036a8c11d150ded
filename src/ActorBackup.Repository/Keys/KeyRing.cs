using ActorBackup.Repository.Backends;
using ActorBackup.Repository.Crypto;
using ActorBackup.Repository.Ids;
using ActorBackup.Repository.Trees;

namespace ActorBackup.Repository.Keys;

/// <summary>The passwords of a repository: each has a key file that seals the same master key (format specification, section 4).</summary>
public sealed class KeyRing(IBackend backend, RepositoryOptions options)
{
    /// <summary>Each costs as much as its author liked, so not any number of them is tried.</summary>
    private const int MostTried = 20;

    /// <summary>The first key file that opens with this password.</summary>
    /// <param name="hint">The start of a key's id, tried first; null for none.</param>
    /// <exception cref="RepositoryException"><see cref="RepositoryFailure.WrongPassword"/>: none of the first 20 does. <see cref="RepositoryFailure.Missing"/>: there is none.</exception>
    public async Task<OpenKey> FindAsync(string password, string? hint, CancellationToken stop)
    {
        var ids = await IdsAsync(stop).ConfigureAwait(false);
        if (ids.Count == 0) throw new RepositoryException(RepositoryFailure.Missing,
            $"There is no key file in {backend.Location}: without one nothing in it can be read. Put the files of keys/ back from a copy of the repository.");
        if (hint is { Length: > 0 }) ids = [.. ids.OrderByDescending(id => id.ToString().StartsWith(hint, StringComparison.Ordinal))];
        var unusable = 0;
        foreach (var id in ids.Take(MostTried))
        {
            try
            {
                var file = await ReadAsync(id, stop).ConfigureAwait(false);
                // Some 60 ms of work, which must not hold up whoever waits.
                if (await Task.Run(() => file.Open(password), stop).ConfigureAwait(false) is { } key) return new OpenKey(id, key);
            }
            catch (RepositoryException e) when (IsOfOneFile(e))
            {
                unusable++;
                options.Warn($"Key file {id} of {backend.Location} is skipped: {e.Message}");
            }
        }
        throw new RepositoryException(RepositoryFailure.WrongPassword, Explain(ids.Count, unusable));
    }

    /// <summary>Another password for the same master key.</summary>
    /// <exception cref="RepositoryException"><see cref="RepositoryFailure.Refused"/>: the password is empty.</exception>
    public async Task<KeyId> AddAsync(MasterKey key, string password, KeyDerivation derivation, CancellationToken stop)
    {
        if (password.Length == 0) throw RepositoryException.Refused("An empty password protects nothing. Choose one.");
        derivation.Demand();
        var created = NodeTime.From(options.Clock.GetLocalNow());
        var file = await Task.Run(() => KeyFile.Seal(key, password, derivation, created, options.Username, options.Hostname), stop).ConfigureAwait(false);
        var content = KeyFileFormat.Write(file);
        var id = new KeyId(Sha256Value.Of(content));
        await backend.SaveAsync(FileHandle.Of(id), content, stop).ConfigureAwait(false);
        return id;
    }

    /// <summary>Readable ones, in the order of their ids; others are told to <see cref="RepositoryOptions.Warn"/>.</summary>
    public async Task<IReadOnlyList<StoredKey>> ListAsync(CancellationToken stop)
    {
        var keys = new List<StoredKey>();
        foreach (var id in await IdsAsync(stop).ConfigureAwait(false))
        {
            try
            {
                var file = await ReadAsync(id, stop).ConfigureAwait(false);
                keys.Add(new StoredKey(id, file.Username, file.Hostname, file.Created));
            }
            catch (RepositoryException e) when (IsOfOneFile(e))
            {
                options.Warn($"Key file {id} of {backend.Location} cannot be read: {e.Message}");
            }
        }
        return keys;
    }

    /// <summary>Adds the new password, then removes the one in use.</summary>
    /// <returns>The key that is in use from now on.</returns>
    public async Task<OpenKey> ChangeAsync(OpenKey inUse, string password, KeyDerivation derivation, CancellationToken stop)
    {
        var id = await AddAsync(inUse.Key, password, derivation, stop).ConfigureAwait(false);
        await backend.RemoveAsync(FileHandle.Of(inUse.Id), stop).ConfigureAwait(false);
        return inUse with { Id = id };
    }

    /// <exception cref="RepositoryException"><see cref="RepositoryFailure.Refused"/>: it is the one in use. <see cref="RepositoryFailure.Missing"/>: there is none.</exception>
    public async Task RemoveAsync(KeyId id, OpenKey inUse, CancellationToken stop)
    {
        if (id == inUse.Id) throw RepositoryException.Refused($"Key {id} is the one in use. Open the repository with another password to remove it, or change the password instead.");
        if (await backend.SizeAsync(FileHandle.Of(id), stop).ConfigureAwait(false) is null)
            throw new RepositoryException(RepositoryFailure.Missing, $"There is no key {id} in {backend.Location}. List the keys to see which there are.");
        await backend.RemoveAsync(FileHandle.Of(id), stop).ConfigureAwait(false);
    }

    // What another key file may do without: anything else (no access, a place out of reach) stops the search.
    private static bool IsOfOneFile(RepositoryException e) => e.Failure is RepositoryFailure.Damaged or RepositoryFailure.Unsupported or RepositoryFailure.Missing;

    private async Task<List<KeyId>> IdsAsync(CancellationToken stop)
    {
        var ids = new List<KeyId>();
        await foreach (var stored in backend.ListAsync(FileKind.Key, stop).ConfigureAwait(false)) ids.Add(new KeyId(stored.File.Name));
        ids.Sort(static (a, b) => a.Value.CompareTo(b.Value));
        return ids;
    }

    private async Task<KeyFile> ReadAsync(KeyId id, CancellationToken stop) =>
        KeyFileFormat.Read((await backend.LoadAsync(FileHandle.Of(id), null, stop).ConfigureAwait(false)).Span);

    private string Explain(int keys, int unusable)
    {
        var text = $"The password does not open {backend.Location}";
        if (keys > MostTried) text += $": the first {MostTried} of its {keys} keys were tried; name the key's id to try that one first";
        else if (unusable > 0) text += $": {unusable} of its {keys} key files cannot be used, as the warnings say, and the others have other passwords";
        return text + ". Check the password or the password file.";
    }
}
