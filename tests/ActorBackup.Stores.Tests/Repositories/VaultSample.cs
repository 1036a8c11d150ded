using ActorBackup.Core.Settings;
using ActorBackup.Repository;
using ActorBackup.Stores.Repositories;

namespace ActorBackup.Stores.Tests.Repositories;

/// <summary>A repository in a scratch folder.</summary>
internal static class VaultSample
{
    public const string Password = "secret";

    public static RepositorySettings Settings(string location) =>
        new(Sample.Store, location, null, Password, DataCompression.Auto, Create: true, RepositorySettings.DefaultPackBytes, TimeSpan.FromDays(1), MinFree: 0);

    public static RepositoryStore Store(RepositorySettings settings) => new(settings, new RepositoryOptions(), "ActorBackup test");
}
