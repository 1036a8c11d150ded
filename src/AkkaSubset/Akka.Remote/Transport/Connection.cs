using Google.Protobuf;

namespace Akka.Remote.Transport;

/// <summary>One TCP connection whose handshake is done. Anybody may post; one loop writes, one reads.</summary>
internal sealed class Connection(System.IO.Stream stream, FrameReader reader, bool isInbound, int uid)
{
    private readonly Lock _lock = new();
    private readonly FrameQueue _queue = new();
    private TaskCompletionSource _drained;
    private bool _isWriting;
    private bool _isClosed;
    private long _lastHeard = TimeProvider.System.GetTimestamp();
    private long _lastWritten = TimeProvider.System.GetTimestamp();

    /// <summary>True if the other side made it.</summary>
    public bool IsInbound { get; } = isInbound;

    /// <summary>The incarnation on the other side.</summary>
    public int Uid { get; } = uid;

    /// <summary>The number of the stream of messages that the other side sends here; 0 before it said so.</summary>
    public long Stream { get; set; }

    /// <summary>The reading loop, once it runs.</summary>
    public Task Reading { get; set; } = Task.CompletedTask;

    /// <summary>True once this side has closed it.</summary>
    public bool IsClosed
    {
        get
        {
            lock (_lock)
                return _isClosed;
        }
    }

    public TimeSpan Silence => TimeProvider.System.GetElapsedTime(Interlocked.Read(ref _lastHeard));
    public TimeSpan SinceWrite => TimeProvider.System.GetElapsedTime(Interlocked.Read(ref _lastWritten));

    public long QueuedBytes
    {
        get
        {
            lock (_lock)
                return _queue.Bytes;
        }
    }

    /// <summary>False if the connection is closed; then the frame was not taken.</summary>
    public bool TryPost(FrameKind kind, IMessage body)
    {
        lock (_lock)
        {
            if (_isClosed)
                return false;
            _queue.Add(kind, body);
            StartWriting();
            return true;
        }
    }

    /// <summary>Takes all frames of a queue over. False if the connection is closed; then none was taken.</summary>
    public bool TryPost(FrameQueue frames)
    {
        lock (_lock)
        {
            if (_isClosed)
                return false;
            _queue.Append(frames);
            StartWriting();
            return true;
        }
    }

    /// <summary>Takes frames of up to that many bytes from now on.</summary>
    public void Limit(int bytes) => reader.Limit = bytes;

    /// <summary>Done when everything that was posted before is with the operating system, or the connection is closed.</summary>
    public Task WhenWritten()
    {
        lock (_lock)
            return _isWriting && !_isClosed ? (_drained ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task : Task.CompletedTask;
    }

    /// <summary>Closes it if it is open.</summary>
    /// <returns>The frames of which no byte was written.</returns>
    public FrameQueue Close()
    {
        var unsent = new FrameQueue();
        lock (_lock)
        {
            _isClosed = true;
            unsent.Append(_queue);
            _drained?.TrySetResult();
        }

        stream.Dispose();
        return unsent;
    }

    /// <summary>Ends the reading loop, whose owner then closes the connection.</summary>
    public void Abort() => stream.Dispose();

    /// <summary>Gives each frame to the handler until the other side closes the connection.</summary>
    public async Task ReadAsync(Action<FrameKind, ReadOnlyMemory<byte>> handle)
    {
        do
        {
            Interlocked.Exchange(ref _lastHeard, TimeProvider.System.GetTimestamp());
            while (reader.TryTake(out var kind, out var body))
                handle(kind, body);
        }
        while (await reader.FillAsync(CancellationToken.None).ConfigureAwait(false));
    }

    private void StartWriting()
    {
        if (_isWriting || _queue.Count == 0)
            return;
        _isWriting = true;
        _ = Task.Run(WriteAsync);
    }

    private async Task WriteAsync()
    {
        try
        {
            while (Next() is { } piece)
            {
                await stream.WriteAsync(piece.Bytes.AsMemory(0, piece.Length)).ConfigureAwait(false);
                Interlocked.Exchange(ref _lastWritten, TimeProvider.System.GetTimestamp());
                piece.GiveBack();
            }
        }
        catch (Exception)
        {
            // The reading loop ends by this, and its owner closes the connection and takes back what was not written.
            await stream.DisposeAsync().ConfigureAwait(false);
        }
    }

    private FrameQueue.Piece Next()
    {
        lock (_lock)
        {
            var piece = _isClosed ? null : _queue.Take();
            if (piece is not null)
                return piece;
            _isWriting = false;
            _drained?.TrySetResult();
            _drained = null;
            return null;
        }
    }
}
