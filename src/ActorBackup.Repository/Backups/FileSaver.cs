using System.Collections.Immutable;
using ActorBackup.Linux;
using ActorBackup.Repository.Blobs;
using ActorBackup.Repository.Buffers;
using ActorBackup.Repository.Chunking;
using ActorBackup.Repository.Ids;
using ActorBackup.Repository.Reading;
using ActorBackup.Repository.Trees;

namespace ActorBackup.Repository.Backups;

/// <summary>Reads files and stores their chunks. One for all workers.</summary>
/// <param name="chunksInFlight">So many chunks of large files are stored at once, of all files together; each is 8 MiB at most.</param>
internal sealed class FileSaver(BackupScope scope, int chunksInFlight) : IDisposable
{
    private readonly BufferPool _buffers = new();
    private readonly SemaphoreSlim _chunks = new(chunksInFlight);

    /// <summary>Null if it is gone, or is no file any more.</summary>
    /// <exception cref="SystemCallException">It cannot be read.</exception>
    public async ValueTask<Node?> SaveAsync(RawFolder folder, RawName name, SnapshotPath path, CancellationToken stop)
    {
        for (var attempt = 1; ; attempt++)
        {
            using var file = folder.TryOpenRead(name.Bytes);
            if (file is null) return null;
            var status = file.Status;
            if (!status.IsFile) throw new SystemCallException($"read {path} (it became {KindOf(status)} meanwhile)", Errno.Invalid);
            var node = scope.Entries.Read(folder, name, status, file);
            var (content, bytes) = await StoreAsync(file, status.Bytes, stop);
            var after = file.Status;
            var isTorn = (after.Bytes, after.Modified, after.Changed) != (status.Bytes, status.Modified, status.Changed) && bytes + after.Bytes > 0;
            if (isTorn && attempt == 1) continue;
            if (isTorn) scope.Tally.NotRead(path, "it changed while it was read, twice; it is stored as it was read", isStored: true);
            else if (scope.IsRacyNow(status)) scope.Tally.LookAgain(path);
            if (status.Links > 1) scope.Tally.Linked.Add(AbsolutePath.Of(path), status);
            return node! with { Content = content, Size = (ulong)bytes };
        }
    }

    public void Dispose() => _chunks.Dispose();

    private static string KindOf(in RawStatus status) => status.IsFolder ? "a folder" : "a special file";

    private ValueTask<(ImmutableArray<BlobId> Content, long Bytes)> StoreAsync(RawFile file, long expectedBytes, CancellationToken stop) =>
        expectedBytes < Chunker.MinBytes ? StoreSmallAsync(file, (int)expectedBytes, stop) : StoreLargeAsync(file, expectedBytes, stop);

    // What is smaller than the smallest chunk is one, and need not be searched.
    private async ValueTask<(ImmutableArray<BlobId> Content, long Bytes)> StoreSmallAsync(RawFile file, int expectedBytes, CancellationToken stop)
    {
        var buffer = _buffers.Rent(Math.Max(expectedBytes + 1, 4096));
        try
        {
            var length = Fill(file, buffer);
            if (length == buffer.Length)
            {
                // It grew.
                file.Rewind();
                return await StoreLargeAsync(file, long.MaxValue, stop);
            }
            if (length == 0) return ([], 0);
            return ([await AddAsync(buffer.AsMemory(0, length), stop)], length);
        }
        finally { _buffers.Return(buffer); }
    }

    private async ValueTask<(ImmutableArray<BlobId> Content, long Bytes)> StoreLargeAsync(RawFile file, long expectedBytes, CancellationToken stop)
    {
        var content = ImmutableArray.CreateBuilder<BlobId>();
        var bytes = 0L;
        // In order; the oldest is awaited first, so that no more are kept than are in flight.
        var storing = new Queue<Task<BlobId>>();
        try
        {
            using var chunks = new ChunkReader(scope.Chunker, new RawFileStream(file), expectedBytes, _buffers);
            while (await chunks.ReadNextAsync(stop) is { } chunk)
            {
                bytes += chunk.Length;
                await _chunks.WaitAsync(stop);
                storing.Enqueue(Task.Run(() => AddAndReleaseAsync(chunk, stop), CancellationToken.None));
                while (storing.Count > 0 && (storing.Count > chunksInFlight || storing.Peek().IsCompleted)) content.Add(await storing.Dequeue());
            }
            while (storing.Count > 0) content.Add(await storing.Dequeue());
            return (content.DrainToImmutable(), bytes);
        }
        finally
        {
            // After a failure: the chunks' memory is theirs until they end.
            await Task.WhenAll((IEnumerable<Task>)storing).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<BlobId> AddAndReleaseAsync(Chunk chunk, CancellationToken stop)
    {
        try
        {
            using (chunk) return await AddAsync(chunk.Memory, stop);
        }
        finally { _chunks.Release(); }
    }

    private async ValueTask<BlobId> AddAsync(ReadOnlyMemory<byte> content, CancellationToken stop)
    {
        var (id, isNew) = await scope.Blobs.AddAsync(BlobType.Data, content, stop);
        if (isNew) scope.Tally.Stored(BlobType.Data, content.Length);
        return id;
    }

    private static int Fill(RawFile file, byte[] buffer)
    {
        var length = 0;
        while (length < buffer.Length && file.Read(buffer.AsSpan(length)) is > 0 and var count) length += count;
        return length;
    }
}
