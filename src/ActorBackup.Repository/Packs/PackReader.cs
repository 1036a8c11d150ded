using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using ActorBackup.Repository.Backends;
using ActorBackup.Repository.Crypto;
using ActorBackup.Repository.Documents;
using ActorBackup.Repository.Ids;

namespace ActorBackup.Repository.Packs;

/// <summary>Reads packs: headers, single blobs, and many blobs of one pack in few requests.</summary>
internal sealed class PackReader(IBackend backend, MasterKey key, int version, BlobOpener opener)
{
    /// <summary>What most headers fit in: one request then reads them.</summary>
    private const int FirstGuess = PackHeader.LengthFieldBytes + Sealing.Overhead + 15 * PackHeader.CompressedEntryBytes;

    /// <summary>Gaps up to this are read over; a new request costs more.</summary>
    private const int WidestGap = 256 << 10;

    /// <summary>One request reads no more than this, unless one blob alone has more.</summary>
    private const int LargestRead = 4 << 20;

    public async Task<ImmutableArray<PackedBlob>> LoadHeaderAsync(PackId pack, long packBytes, CancellationToken stop)
    {
        var what = $"Pack {pack}";
        if (packBytes < PackHeader.LengthFieldBytes + Sealing.Overhead) throw RepositoryException.Damaged($"{what} has only {packBytes} bytes: it was cut.");
        var tail = await LoadTailAsync(pack, packBytes, (int)Math.Min(packBytes, FirstGuess), stop);
        var length = SealedBytes(tail.Span, packBytes, what);
        if (length + PackHeader.LengthFieldBytes > tail.Length) tail = await LoadTailAsync(pack, packBytes, length + PackHeader.LengthFieldBytes, stop);
        return OpenHeader(tail.Span[^(length + PackHeader.LengthFieldBytes)..^PackHeader.LengthFieldBytes], what);
    }

    public ImmutableArray<PackedBlob> OpenHeader(ReadOnlySpan<byte> sealedHeader, string what)
    {
        try
        {
            return PackHeader.Read(Sealing.Open(key, sealedHeader, $"{what}'s header"), version);
        }
        catch (RepositoryException e)
        {
            throw new RepositoryException(e.Failure, $"{what}: {e.Message}", e);
        }
    }

    public async Task<ReadOnlyMemory<byte>> LoadAsync(PackId pack, PackedBlob blob, CancellationToken stop)
    {
        var content = new byte[BlobOpener.ContentBytes(blob, pack)];
        var stored = await backend.LoadAsync(FileHandle.Of(pack), new ByteRange(blob.Offset, (int)blob.Length), stop);
        opener.Open(stored.Span, blob, pack, content);
        return content;
    }

    /// <summary>Some blobs of one pack, those near each other read together; each with its content or its own failure.</summary>
    /// <param name="blobs">In any order; they come in the order of the pack.</param>
    /// <exception cref="RepositoryException">The pack cannot be read at all.</exception>
    public async IAsyncEnumerable<LoadedBlob> LoadAsync(PackId pack, IEnumerable<PackedBlob> blobs, [EnumeratorCancellation] CancellationToken stop)
    {
        foreach (var run in Runs(blobs))
        {
            var start = run[0].Offset;
            var length = run.Max(blob => (long)blob.Offset + blob.Length) - start;
            var stored = await backend.LoadAsync(FileHandle.Of(pack), new ByteRange(start, (int)Math.Min(length, Array.MaxLength)), stop);
            foreach (var blob in run) yield return Open(stored.Span[(int)(blob.Offset - start)..], blob, pack);
        }
    }

    private LoadedBlob Open(ReadOnlySpan<byte> from, in PackedBlob blob, PackId pack)
    {
        try
        {
            var content = new byte[BlobOpener.ContentBytes(blob, pack)];
            opener.Open(from[..(int)blob.Length], blob, pack, content);
            return new(blob, content, null);
        }
        catch (RepositoryException e)
        {
            return new(blob, default, e);
        }
    }

    private static IEnumerable<List<PackedBlob>> Runs(IEnumerable<PackedBlob> blobs)
    {
        var run = new List<PackedBlob>();
        var end = 0L;
        foreach (var blob in blobs.OrderBy(static b => b.Offset))
        {
            if (run.Count > 0 && (blob.Offset - end > WidestGap || blob.Offset + blob.Length - run[0].Offset > LargestRead))
            {
                yield return run;
                run = [];
            }
            run.Add(blob);
            end = Math.Max(end, (long)blob.Offset + blob.Length);
        }
        if (run.Count > 0) yield return run;
    }

    private Task<ReadOnlyMemory<byte>> LoadTailAsync(PackId pack, long packBytes, int length, CancellationToken stop) =>
        backend.LoadAsync(FileHandle.Of(pack), new ByteRange(packBytes - length, length), stop);

    private static int SealedBytes(ReadOnlySpan<byte> tail, long packBytes, string what)
    {
        try
        {
            return PackHeader.SealedBytes(tail[^PackHeader.LengthFieldBytes..], packBytes);
        }
        catch (RepositoryException e)
        {
            throw RepositoryException.Damaged($"{what}: {e.Message}", e);
        }
    }
}
