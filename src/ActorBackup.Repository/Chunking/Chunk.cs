using System.Buffers;

namespace ActorBackup.Repository.Chunking;

/// <summary>One chunk's bytes in pooled memory, owned by whoever holds it: dispose it once, when nobody reads it any more.</summary>
internal sealed class Chunk(ArrayPool<byte> pool, byte[] buffer, int length) : IDisposable
{
    private byte[]? _buffer = buffer;

    public int Length { get; } = length;

    public ReadOnlySpan<byte> Span => Memory.Span;

    public ReadOnlyMemory<byte> Memory => (_buffer ?? throw new ObjectDisposedException(nameof(Chunk))).AsMemory(0, Length);

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _buffer, null) is { } buffer) pool.Return(buffer);
    }
}
