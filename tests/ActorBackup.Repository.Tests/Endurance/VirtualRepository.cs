using ActorBackup.Repository.Backends;
using ActorBackup.Repository.Keys;

namespace ActorBackup.Repository.Tests.Endurance;

/// <summary>A repository in virtual time, and how small it must stay at every midnight.</summary>
internal static class VirtualRepository
{
    public const int MaxIndexFiles = 128, MaxPacks = 4_000, MaxSnapshots = 1_700;

    public const string Password = "a year of minutes";

    public static Task<OpenRepository> InitAsync(IBackend backend, VirtualTime clock) => OpenRepository.InitAsync(
        backend, Password, new RepositoryOptions { Clock = clock, BootClock = clock, Hostname = "shop-1", Username = "root" },
        new RepositorySetup { Derivation = new KeyDerivation(2, 8, 1) }, default);
}
