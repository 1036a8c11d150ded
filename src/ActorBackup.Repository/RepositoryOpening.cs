using System.Security.Cryptography;
using ActorBackup.Repository.Backends;
using ActorBackup.Repository.Chunking;
using ActorBackup.Repository.Crypto;
using ActorBackup.Repository.Documents;
using ActorBackup.Repository.Ids;
using ActorBackup.Repository.Keys;

namespace ActorBackup.Repository;

/// <summary>Makes repositories and opens them (format specification, sections 4 and 5).</summary>
internal static class RepositoryOpening
{
    public static async Task<OpenRepository> InitAsync(
        IBackend backend, string password, RepositoryOptions options, RepositorySetup setup, CancellationToken stop)
    {
        await DemandNothingAsync(backend, stop);
        await backend.CreateAsync(stop);
        var polynomial = setup.ChunkerPolynomial ?? Polynomial.NewRandom();
        DemandChunkable(polynomial, backend.Location);
        var config = new RepositoryConfig(setup.Version, new Sha256Value(RandomNumberGenerator.GetBytes(Sha256Value.Length)), polynomial);
        var key = MasterKey.NewRandom();
        var keyId = await new KeyRing(backend, options).AddAsync(key, password, setup.Derivation, stop);
        try
        {
            if (!await backend.TryCreateAsync(FileHandle.Config, Sealing.Seal(key, ConfigFormat.Write(config)), stop)) throw AlreadyThere(backend, "a config file");
        }
        catch
        {
            // A key without its config is in the way of the next attempt, and opens nothing.
            await backend.RemoveAsync(FileHandle.Of(keyId), CancellationToken.None);
            throw;
        }
        return new OpenRepository(backend, options, config, new OpenKey(keyId, key));
    }

    public static async Task<OpenRepository> OpenAsync(IBackend backend, string password, RepositoryOptions options, CancellationToken stop)
    {
        var content = await LoadConfigAsync(backend, stop);
        var key = await new KeyRing(backend, options).FindAsync(password, hint: null, stop);
        var plain = new byte[Math.Max(0, content.Length - Sealing.Overhead)];
        if (!Sealing.TryOpen(key.Key, content.Span, plain))
            throw RepositoryException.Damaged($"The config at {backend.Location} or the key {key.Id} is damaged: the one does not open with the other.");
        var config = ConfigFormat.Read(plain);
        DemandChunkable(config.ChunkerPolynomial, backend.Location);
        return new OpenRepository(backend, options, config, key);
    }

    private static async Task<ReadOnlyMemory<byte>> LoadConfigAsync(IBackend backend, CancellationToken stop)
    {
        try
        {
            var content = await backend.LoadAsync(FileHandle.Config, null, stop);
            return content.Length > 0 ? content : throw RepositoryException.Damaged($"The config at {backend.Location} is empty: without it nothing there can be read.");
        }
        catch (RepositoryException e) when (e.Failure == RepositoryFailure.Missing)
        {
            throw new RepositoryException(RepositoryFailure.NoRepository, $"There is no repository at {backend.Location}: no config file. Make one with 'store init'.", e);
        }
    }

    private static async Task DemandNothingAsync(IBackend backend, CancellationToken stop)
    {
        if (await backend.SizeAsync(FileHandle.Config, stop) is not null) throw AlreadyThere(backend, "a config file");
        await foreach (var file in backend.ListAsync(FileKind.Key, stop)) throw AlreadyThere(backend, file.File.ToString());
        await foreach (var file in backend.ListAsync(FileKind.Snapshot, stop)) throw AlreadyThere(backend, file.File.ToString());
    }

    private static void DemandChunkable(ulong polynomial, string location)
    {
        // The number itself is a secret of the repository: it is not told.
        if (Polynomial.Degree(polynomial) != Polynomial.ChunkerDegree || !Polynomial.IsIrreducible(polynomial))
            throw RepositoryException.Damaged($"The config at {location} has an invalid chunker polynomial: it is not irreducible of degree {Polynomial.ChunkerDegree}.");
    }

    private static RepositoryException AlreadyThere(IBackend backend, string what) => new(RepositoryFailure.Exists,
        $"There is a repository at {backend.Location} already, or what is left of one: {what}. Nothing was changed; choose an empty place.");
}
