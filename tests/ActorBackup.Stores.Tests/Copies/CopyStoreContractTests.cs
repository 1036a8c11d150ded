using ActorBackup.Core.Stores;
using ActorBackup.Stores.Copies;
using ActorBackup.Testing;

namespace ActorBackup.Stores.Tests.Copies;

public sealed class CopyStoreContractTests : StoreContract, IDisposable
{
    private readonly ScratchFolder _scratch = new();

    protected override SourceLocation Source => Sample.Source(_scratch["map.json"]);

    protected override SourceLocation OtherSource => Sample.Source(_scratch["other.json"], "other");

    // Sources of one file differ in their names by {source}, as a configuration must see to.
    protected override IBackupStore New() =>
        new CopyStore(Sample.Settings("backups", "{source}_{trigger}_{time:yyyyMMdd_HHmmss}{ext}"), TimeProvider.System, TimeZoneInfo.Utc);

    public void Dispose() => _scratch.Dispose();
}
