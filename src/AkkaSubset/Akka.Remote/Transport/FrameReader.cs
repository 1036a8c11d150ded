using System.Buffers.Binary;

namespace Akka.Remote.Transport;

/// <summary>Cuts a stream into frames. Holds one frame at most, and no memory for one before its length is known to be allowed.</summary>
/// <param name="limit">The largest frame in bytes, without its length.</param>
internal sealed class FrameReader(System.IO.Stream stream, int limit)
{
    private const int LengthBytes = sizeof(int);
    private const int SmallBuffer = 4096;
    private const int LargeBuffer = 65536;

    private byte[] _buffer = new byte[SmallBuffer];
    private int _start;
    private int _end;

    /// <summary>The largest frame that is taken from now on.</summary>
    public int Limit { get; set; } = limit;

    /// <summary>True if a whole frame was there; its body is valid until the next call.</summary>
    /// <exception cref="ProtocolException">The frame is empty or too large.</exception>
    public bool TryTake(out FrameKind kind, out ReadOnlyMemory<byte> body)
    {
        (kind, body) = (default, default);
        var there = _end - _start;
        if (there < LengthBytes)
            return false;
        var length = BinaryPrimitives.ReadUInt32BigEndian(_buffer.AsSpan(_start));
        if (length == 0 || length > Limit)
            throw new ProtocolException($"sent a frame of {length:N0} bytes, where 1 to {Limit:N0} are allowed");
        if (there < LengthBytes + length)
        {
            MakeRoom(LengthBytes + (int)length);
            return false;
        }

        kind = (FrameKind)_buffer[_start + LengthBytes];
        body = _buffer.AsMemory(_start + LengthBytes + 1, (int)length - 1);
        _start += LengthBytes + (int)length;
        return true;
    }

    /// <summary>Reads on. False at the end of the stream.</summary>
    /// <exception cref="ProtocolException">The stream ended inside a frame.</exception>
    public async ValueTask<bool> FillAsync(CancellationToken stop)
    {
        MakeRoom(LengthBytes);
        if (_start == _end)
            _start = _end = 0;
        var read = await stream.ReadAsync(_buffer.AsMemory(_end), stop).ConfigureAwait(false);
        if (read == 0 && _end > _start)
            throw new ProtocolException("closed the connection in the middle of a frame");
        _end += read;
        return read > 0;
    }

    /// <summary>The next frame, whenever it comes.</summary>
    /// <exception cref="ProtocolException">There is none, or none that is allowed.</exception>
    public async ValueTask<(FrameKind Kind, ReadOnlyMemory<byte> Body)> NextAsync(CancellationToken stop)
    {
        while (true)
        {
            if (TryTake(out var kind, out var body))
                return (kind, body);
            if (!await FillAsync(stop).ConfigureAwait(false))
                throw new ProtocolException("closed the connection during the handshake");
        }
    }

    private void MakeRoom(int frame)
    {
        var wasFull = _end == _buffer.Length;
        if (_buffer.Length - _start >= frame && !wasFull)
            return;
        var held = _buffer.AsSpan(_start, _end - _start);
        var wanted = Math.Max(frame, wasFull ? Math.Max(_buffer.Length, Math.Min(2 * _buffer.Length, LargeBuffer)) : _buffer.Length);
        var target = wanted > _buffer.Length ? new byte[wanted] : _buffer;
        held.CopyTo(target);
        (_buffer, _start, _end) = (target, 0, held.Length);
    }
}
