using System.Collections.Concurrent;

namespace Akka.TestKit.Internal;

/// <summary>The messages a test has not taken yet, oldest first.</summary>
internal sealed class TestQueue
{
    private readonly ConcurrentQueue<MessageEnvelope> _envelopes = new();
    private readonly SemaphoreSlim _ready = new(0);

    public int Count => _envelopes.Count;

    public void Put(MessageEnvelope envelope)
    {
        _envelopes.Enqueue(envelope);
        _ready.Release();
    }

    /// <summary>Null after <paramref name="patience"/> without a message.</summary>
    public MessageEnvelope Take(TimeSpan patience, CancellationToken stop) => _ready.Wait(Allowed(patience), stop) ? Dequeue() : null;

    public async Task<MessageEnvelope> TakeAsync(TimeSpan patience, CancellationToken stop) =>
        await _ready.WaitAsync(Allowed(patience), stop).ConfigureAwait(false) ? Dequeue() : null;

    /// <summary>Leaves the message where it is.</summary>
    public MessageEnvelope Peek(TimeSpan patience, CancellationToken stop)
    {
        if (!_ready.Wait(Allowed(patience), stop))
            return null;
        _ready.Release();
        return _envelopes.TryPeek(out var envelope) ? envelope : null;
    }

    public async Task<MessageEnvelope> PeekAsync(TimeSpan patience, CancellationToken stop)
    {
        if (!await _ready.WaitAsync(Allowed(patience), stop).ConfigureAwait(false))
            return null;
        _ready.Release();
        return _envelopes.TryPeek(out var envelope) ? envelope : null;
    }

    private static TimeSpan Allowed(TimeSpan patience) => patience < TimeSpan.Zero && patience != Timeout.InfiniteTimeSpan ? TimeSpan.Zero : patience;

    private MessageEnvelope Dequeue() => _envelopes.TryDequeue(out var envelope) ? envelope : null;
}
