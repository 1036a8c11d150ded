using ActorBackup.Repository.Backends;

namespace ActorBackup.Repository.Tests.Backends;

public sealed class MemoryBackendTests : BackendContract
{
    protected override IBackend Backend { get; } = new MemoryBackend();
}
