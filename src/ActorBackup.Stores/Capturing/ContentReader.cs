using System.Buffers;
using System.Security.Cryptography;
using ActorBackup.Core.Capturing;
using ActorBackup.Core.Health;
using ActorBackup.Core.Snapshots;
using ActorBackup.Linux;

namespace ActorBackup.Stores.Capturing;

/// <summary>One pass over a file: digest, structure and copies from the same bytes.</summary>
internal sealed class ContentReader(CaptureRequest request, FanOut copies)
{
    // Fits the caches: what has been read is hashed, scanned and written while it is still warm.
    private const int BufferBytes = 256 << 10;

    private readonly StructureScanner _structure = StructureScanner.For(request);
    private byte[] _digest = [];

    public long Bytes { get; private set; }

    /// <param name="expectedBytes">Reading ends once there is more: the file has grown, the attempt is torn, and a log that grows faster than it is read has no end.</param>
    public async Task ReadAsync(NativeFile file, long expectedBytes, CancellationToken stop)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
        try
        {
            int count;
            while (Bytes <= expectedBytes && (count = file.Read(buffer)) > 0)
            {
                stop.ThrowIfCancellationRequested();
                hash.AppendData(buffer, 0, count);
                _structure.Feed(buffer.AsSpan(0, count));
                await copies.WriteAsync(buffer.AsMemory(0, count), stop);
                Bytes += count;
            }
            _digest = hash.GetHashAndReset();
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    public ContentDigest Digest() => ContentDigest.Of(_digest);

    public ContentReading Finish() => _structure.Finish();
}
