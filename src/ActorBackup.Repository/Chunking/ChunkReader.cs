using System.Buffers;

namespace ActorBackup.Repository.Chunking;

/// <summary>Reads an input chunk by chunk. Each chunk is in memory of its own, so that others can work on it while the next one is read.</summary>
/// <param name="input">Read once, from its position to its end; not disposed.</param>
/// <param name="likelyBytes">What the input is said to hold: only a guess, by which memory is taken.</param>
/// <param name="pool">Where chunks come from and are returned to; the shared one if it is null.</param>
/// <remarks>Not safe for concurrent use. Dispose it to give back what was read ahead.</remarks>
internal sealed class ChunkReader(Chunker chunker, Stream input, long likelyBytes = long.MaxValue, ArrayPool<byte>? pool = null) : IDisposable
{
    // What is read beyond a cut is copied to the next chunk's memory: small steps keep that little, large ones keep system calls few.
    private const int Step = 256 << 10;

    // Most chunks are shorter than this; the others are copied once, or twice.
    private const int UsualBytes = 2 << 20;

    private readonly ArrayPool<byte> _pool = pool ?? ArrayPool<byte>.Shared;
    private byte[] _buffer = [];
    private int _filled;
    private int _searched;
    private long _consumed;
    private bool _ended;

    /// <summary>Null at the end; an empty input has no chunk. The receiver disposes the chunk.</summary>
    /// <exception cref="IOException">The input failed; the chunks given before that are good.</exception>
    public Chunk? ReadNext()
    {
        while (true)
        {
            if (Cut() is { } chunk) return chunk;
            if (_ended) return null;
            Took(input.Read(Room().Span));
        }
    }

    /// <inheritdoc cref="ReadNext"/>
    public async ValueTask<Chunk?> ReadNextAsync(CancellationToken stop)
    {
        while (true)
        {
            if (Cut() is { } chunk) return chunk;
            if (_ended) return null;
            Took(await input.ReadAsync(Room(), stop).ConfigureAwait(false));
        }
    }

    public void Dispose()
    {
        if (_buffer.Length > 0) _pool.Return(_buffer);
        (_buffer, _filled, _ended) = ([], 0, true);
    }

    private Chunk? Cut()
    {
        var cut = _filled > _searched ? chunker.FindCut(_buffer.AsSpan(0, _filled), _searched) : -1;
        _searched = _filled;
        if (cut < 0)
        {
            if (!_ended || _filled == 0) return null;
            cut = _filled;
        }
        var (whole, rest) = (_buffer, _filled - cut);
        _consumed += cut;
        (_buffer, _filled, _searched) = ([], rest, 0);
        if (rest > 0)
        {
            _buffer = _pool.Rent(Math.Max(rest, LikelyNext()));
            whole.AsSpan(cut, rest).CopyTo(_buffer);
        }
        return new Chunk(_pool, whole, cut);
    }

    private Memory<byte> Room()
    {
        if (_filled == _buffer.Length)
        {
            var larger = _pool.Rent(_filled == 0 ? LikelyNext() : Math.Clamp(2 * _filled, Chunker.MinBytes, Chunker.MaxBytes));
            _buffer.AsSpan(0, _filled).CopyTo(larger);
            if (_buffer.Length > 0) _pool.Return(_buffer);
            _buffer = larger;
        }
        // Up to the shortest chunk at once, there is nothing to search before.
        var step = Math.Max(Step, Chunker.MinBytes - _filled);
        return _buffer.AsMemory(_filled, Math.Min(step, _buffer.Length - _filled));
    }

    private void Took(int bytes)
    {
        _filled += bytes;
        _ended = bytes == 0;
    }

    // One more than there should be, so that the end is seen without taking more memory.
    private int LikelyNext() => (int)Math.Clamp(likelyBytes - _consumed + 1, 1, UsualBytes);
}
