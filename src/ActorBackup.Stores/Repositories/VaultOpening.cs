using ActorBackup.Core.Settings;
using ActorBackup.Core.Stores;
using ActorBackup.Linux;
using ActorBackup.Repository;

namespace ActorBackup.Stores.Repositories;

/// <summary>Finds, opens or makes the one repository of a store, and notices when it has gone or been replaced. One call at a time.</summary>
/// <remarks>A refusal that takes a second of key derivation to find out (a wrong password) is remembered for a while, or until the password file changes:
/// places are looked at every few seconds.</remarks>
internal sealed class VaultOpening(RepositorySettings settings, VaultDoor door, Action<string> warn) : IAsyncDisposable
{
    private static readonly TimeSpan AskAgainAfter = TimeSpan.FromMinutes(1);

    private (FileStatus? Mark, FileStatus? Password, DateTimeOffset At, string Why)? _refused;

    public Vault? Current { get; private set; }

    public async Task<PlaceOpening> OpenAsync(StoreIdentity? known, bool mayCreate, CancellationToken stop)
    {
        try
        {
            var mark = Vault.Mark(settings.Location);
            if (Current is not null && (mark is null || !Current.IsInPlace)) await CloseAsync();
            var isNew = mark is null && Current is null;
            if (isNew && (known is not null || !mayCreate)) return Away($"{settings.Location} has no repository (not mounted?)");
            if (isNew && !settings.Create) return Away($"{settings.Location} has no repository, and create is off: make one with `actorbackup store init {settings.Name}`");
            if (Refused(mark) is { } why) return Away(why);
            if (Current is null) await OpenAsync(isNew, mayCreate, mark, stop);
            return known is null || known == Current!.Identity
                ? new PlaceOpening.Here(settings.Location, Current!.Identity, isNew)
                : Away($"{settings.Location} is another store (identity {Short(Current.Identity)}, expected {Short(known)})");
        }
        catch (RepositoryException failure)
        {
            _refused = (Vault.Mark(settings.Location), PasswordNow, door.Options.Clock.GetUtcNow(), failure.Message);
            return Away(failure.Message);
        }
        catch (SystemCallException failure)
        {
            return Away($"{settings.Location} cannot be used: {failure.Message}");
        }
    }

    public async ValueTask CloseAsync()
    {
        if (Current is { } gone)
        {
            Current = null;
            await gone.DisposeAsync();
        }
    }

    public ValueTask DisposeAsync() => CloseAsync();

    private async Task OpenAsync(bool make, bool mayWrite, FileStatus? mark, CancellationToken stop)
    {
        _refused = null;
        var repository = make ? await MakeAsync(stop) : await door.OpenAsync(stop);
        // A node that was killed leaves its lock behind; nobody is to clean up by hand after it.
        if (!make && mayWrite && await repository.UnlockAsync(all: false, stop) is > 0 and var stale) warn($"removed {stale} stale lock{(stale == 1 ? "" : "s")} of processes that are gone");
        mark ??= Vault.Mark(settings.Location) ?? throw new RepositoryException(RepositoryFailure.NoRepository, $"the repository at {settings.Location} was removed while it was made");
        Current = new Vault(repository, settings.Name, mark.Value, warn);
    }

    private async Task<OpenRepository> MakeAsync(CancellationToken stop)
    {
        try
        {
            return await door.InitAsync(stop);
        }
        catch (RepositoryException failure) when (failure.Failure == RepositoryFailure.Exists && Vault.Mark(settings.Location) is not null)
        {
            return await door.OpenAsync(stop);   // another process made it meanwhile
        }
    }

    private string? Refused(FileStatus? mark) =>
        _refused is { } refused && refused.Mark == mark && refused.Password == PasswordNow && door.Options.Clock.GetUtcNow() - refused.At is var ago && ago < AskAgainAfter && ago >= TimeSpan.Zero ? refused.Why : null;

    private FileStatus? PasswordNow => settings.PasswordFile is { } file ? FileStatus.Of(file, follow: true) : null;

    private PlaceOpening.Away Away(string reason) => new(settings.Location, reason);

    private static string Short(StoreIdentity identity) => identity.Value.Length > 16 ? identity.Value[..16] : identity.Value;
}
