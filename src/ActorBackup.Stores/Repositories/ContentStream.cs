using ActorBackup.Core.Stores;
using ActorBackup.Repository;
using ActorBackup.Repository.Reading;
using ActorBackup.Repository.Trees;

namespace ActorBackup.Stores.Repositories;

/// <summary>A stored file being read; every chunk is proven by its id before it is given out, and its failures are the store's.</summary>
internal sealed class ContentStream(OpenRepository repository, Node file, StoreName store) : Stream
{
    private readonly CancellationTokenSource _closed = new();
    private IAsyncEnumerator<ReadOnlyMemory<byte>>? _chunks;
    private ReadOnlyMemory<byte> _rest;
    private int _given;
    private bool _refreshed;

    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => false;
    public override long Length => throw new NotSupportedException();
    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (_rest.IsEmpty)
            if (buffer.IsEmpty || !await NextAsync()) return 0;
        cancellationToken.ThrowIfCancellationRequested();
        var count = Math.Min(buffer.Length, _rest.Length);
        _rest[..count].CopyTo(buffer);
        _rest = _rest[count..];
        return count;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    // Some callers hash synchronously; chunks come from a local folder, on the pool's threads.
    public override int Read(byte[] buffer, int offset, int count) => Task.Run(() => ReadAsync(buffer.AsMemory(offset, count)).AsTask()).GetAwaiter().GetResult();

    public override void Flush() { }
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
    public override void SetLength(long value) => throw new NotSupportedException();
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override async ValueTask DisposeAsync()
    {
        await _closed.CancelAsync();
        await StopAsync();
        _closed.Dispose();
        await base.DisposeAsync();
    }


    private async ValueTask<bool> NextAsync()
    {
        while (true)
        {
            try
            {
                _chunks ??= FileContent.ReadAsync(repository, file with { Content = file.Content[_given..] }, _closed.Token).GetAsyncEnumerator(CancellationToken.None);
                if (!await _chunks.MoveNextAsync()) return false;
                (_rest, _refreshed) = (_chunks.Current, false);
                _given++;
                return true;
            }
            catch (RepositoryException failure) when (failure.Failure == RepositoryFailure.Missing && !_refreshed)
            {
                // A prune of somebody else may have moved it since the index was read.
                await StopAsync();
                await RefreshAsync();
            }
            catch (RepositoryException failure)
            {
                throw VaultErrors.Of(store, failure);
            }
        }
    }

    private async Task RefreshAsync()
    {
        _refreshed = true;
        try { await repository.RefreshIndexAsync(_closed.Token); }
        catch (RepositoryException failure) { throw VaultErrors.Of(store, failure); }
    }

    private async ValueTask StopAsync()
    {
        if (_chunks is { } chunks) await chunks.DisposeAsync();
        _chunks = null;
    }
}
