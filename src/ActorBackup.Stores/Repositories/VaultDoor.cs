using ActorBackup.Core.Settings;
using ActorBackup.Repository;
using ActorBackup.Repository.Backends;

namespace ActorBackup.Stores.Repositories;

/// <summary>Opens the repository that a store's settings name: its folder, its password, how this process works with it.</summary>
/// <param name="options">What does not come from the settings: clocks, host, warnings.</param>
public sealed class VaultDoor(RepositorySettings settings, RepositoryOptions options)
{
    /// <summary>With what the settings say.</summary>
    public RepositoryOptions Options { get; } = options with
    {
        PackBytes = settings.PackBytes,
        Compression = settings.Compression switch
        {
            DataCompression.Auto => Compression.Auto,
            DataCompression.Off => Compression.Off,
            DataCompression.Max => Compression.Max,
            var other => throw new ArgumentOutOfRangeException(nameof(settings), other, "There is no such compression."),
        },
    };

    /// <exception cref="RepositoryException"><see cref="RepositoryFailure.NoRepository"/>; <see cref="RepositoryFailure.WrongPassword"/>, also where the password file is missing.</exception>
    public async Task<OpenRepository> OpenAsync(CancellationToken stop)
    {
        var password = Password();
        var backend = new LocalBackend(settings.Location);
        try
        {
            return await OpenRepository.OpenAsync(backend, password, Options, stop);
        }
        catch (RepositoryException failure)
        {
            await backend.DisposeAsync();
            throw failure.Failure switch
            {
                RepositoryFailure.WrongPassword => new RepositoryException(
                    RepositoryFailure.WrongPassword, $"wrong password for the repository {settings.Location}: no key there opens with that of {settings.PasswordOrigin}; put the right one there", failure),
                RepositoryFailure.NoRepository => new RepositoryException(
                    RepositoryFailure.NoRepository, $"there is no repository at {settings.Location}: mount it, or make one with `actorbackup store init {settings.Name}`", failure),
                _ => failure,
            };
        }
        catch
        {
            await backend.DisposeAsync();
            throw;
        }
    }

    /// <summary>Makes the repository, and its folder.</summary>
    /// <exception cref="RepositoryException"><see cref="RepositoryFailure.Exists"/>: there is one.</exception>
    public async Task<OpenRepository> InitAsync(CancellationToken stop)
    {
        var password = Password();
        var backend = new LocalBackend(settings.Location);
        try
        {
            return await OpenRepository.InitAsync(backend, password, Options, stop);
        }
        catch
        {
            await backend.DisposeAsync();
            throw;
        }
    }

    private string Password()
    {
        if (settings.PasswordFile is not { } file) return settings.Password ?? throw NoPassword("the configuration gives none");
        try
        {
            // A file made by an editor may end with a line break or begin with a byte order mark; restic takes them away too.
            return File.ReadAllText(file).Trim() is { Length: > 0 } password ? password : throw NoPassword($"its password file {file} is empty");
        }
        catch (Exception failure) when (failure is FileNotFoundException or DirectoryNotFoundException)
        {
            throw NoPassword($"its password file {file} is not there");
        }
        catch (Exception failure) when (failure is IOException and not RepositoryException or UnauthorizedAccessException)
        {
            throw NoPassword($"its password file {file} cannot be read ({failure.Message})");
        }
    }

    private RepositoryException NoPassword(string why) => new(RepositoryFailure.WrongPassword, $"no password for the repository {settings.Location}: {why}; put the password there");
}
