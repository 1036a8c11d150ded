using ActorBackup.Core.Stores;
using ActorBackup.Testing;

namespace ActorBackup.Stores.Tests.Repositories;

public sealed class RepositoryStoreContractTests : StoreContract, IDisposable
{
    private readonly ScratchFolder _scratch = new();

    protected override SourceLocation Source => Sample.Source(_scratch["map.json"]);

    protected override SourceLocation OtherSource => Sample.Source(_scratch["other.json"], "other");

    protected override IBackupStore New() => VaultSample.Store(VaultSample.Settings(_scratch["vault"]));

    public void Dispose() => _scratch.Dispose();
}
