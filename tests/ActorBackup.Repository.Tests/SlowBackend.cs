using ActorBackup.Repository.Backends;

namespace ActorBackup.Repository.Tests;

/// <summary>Saves a pack only when it is let.</summary>
internal sealed class SlowBackend(IBackend inner, SemaphoreSlim saving) : IBackend
{
    public string Location => inner.Location;

    public int Connections => inner.Connections;

    public Task CreateAsync(CancellationToken stop) => inner.CreateAsync(stop);

    public async Task SaveAsync(FileHandle file, ReadOnlyMemory<byte> content, CancellationToken stop)
    {
        if (file.Kind == FileKind.Pack) await saving.WaitAsync(stop);
        await inner.SaveAsync(file, content, stop);
    }

    public Task<bool> TryCreateAsync(FileHandle file, ReadOnlyMemory<byte> content, CancellationToken stop) => inner.TryCreateAsync(file, content, stop);

    public Task<ReadOnlyMemory<byte>> LoadAsync(FileHandle file, ByteRange? range, CancellationToken stop) => inner.LoadAsync(file, range, stop);

    public Task<long?> SizeAsync(FileHandle file, CancellationToken stop) => inner.SizeAsync(file, stop);

    public IAsyncEnumerable<StoredFile> ListAsync(FileKind kind, CancellationToken stop) => inner.ListAsync(kind, stop);

    public Task RemoveAsync(FileHandle file, CancellationToken stop) => inner.RemoveAsync(file, stop);

    public ValueTask DisposeAsync() => inner.DisposeAsync();
}
