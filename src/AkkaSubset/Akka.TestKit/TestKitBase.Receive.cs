using System.Runtime.CompilerServices;

namespace Akka.TestKit;

public abstract partial class TestKitBase
{
    /// <summary>Null if none came in time.</summary>
    public object ReceiveOne(TimeSpan? max = null, CancellationToken cancellationToken = default) =>
        TryReceiveOne(out var envelope, max, cancellationToken) ? envelope.Message : null;

    public async ValueTask<object> ReceiveOneAsync(TimeSpan? max = null, CancellationToken cancellationToken = default) =>
        (await TryReceiveOneAsync(max, cancellationToken).ConfigureAwait(false)).Item2.Message;

    public bool TryReceiveOne(out MessageEnvelope envelope, TimeSpan? max = null, CancellationToken cancellationToken = default)
    {
        envelope = Remember(_queue.Take(GetTimeoutOrDefault(max), cancellationToken));
        return envelope is not NullMessageEnvelope;
    }

    public async ValueTask<(bool, MessageEnvelope)> TryReceiveOneAsync(TimeSpan? max, CancellationToken cancellationToken = default)
    {
        var envelope = Remember(await _queue.TakeAsync(GetTimeoutOrDefault(max), cancellationToken).ConfigureAwait(false));
        return (envelope is not NullMessageEnvelope, envelope);
    }

    /// <summary>Like <see cref="ReceiveOne"/>, but the message stays.</summary>
    public object PeekOne(TimeSpan? max = null, CancellationToken cancellationToken = default) =>
        _queue.Peek(GetTimeoutOrDefault(max), cancellationToken)?.Message;

    public async ValueTask<object> PeekOneAsync(TimeSpan? max = null, CancellationToken cancellationToken = default) =>
        (await _queue.PeekAsync(GetTimeoutOrDefault(max), cancellationToken).ConfigureAwait(false))?.Message;

    /// <summary>The next messages, whatever they are; fails if there are fewer in time.</summary>
    public IReadOnlyCollection<object> ReceiveN(int numberOfMessages, CancellationToken cancellationToken = default) =>
        TakeN(numberOfMessages, RemainingOrDefault, cancellationToken);

    /// <param name="max">For all of them together.</param>
    public IReadOnlyCollection<object> ReceiveN(int numberOfMessages, TimeSpan max, CancellationToken cancellationToken = default) =>
        TakeN(numberOfMessages, Dilated(max), cancellationToken);

    public IAsyncEnumerable<object> ReceiveNAsync(int numberOfMessages, CancellationToken cancellationToken = default) =>
        TakeNAsync(numberOfMessages, RemainingOrDefault, cancellationToken);

    public IAsyncEnumerable<object> ReceiveNAsync(int numberOfMessages, TimeSpan max, CancellationToken cancellationToken = default) =>
        TakeNAsync(numberOfMessages, Dilated(max), cancellationToken);

    /// <summary>Takes messages for as long as <paramref name="filter"/> makes something other than null of them.</summary>
    /// <param name="max">For all together.</param>
    /// <param name="idle">Between two.</param>
    /// <param name="msgs">How many at most.</param>
    public IReadOnlyList<T> ReceiveWhile<T>(
        Func<object, T> filter, TimeSpan? max = null, TimeSpan? idle = null, int msgs = int.MaxValue, CancellationToken cancellationToken = default) => ReceiveWhile(max, idle, filter, msgs, cancellationToken);

    public IReadOnlyList<T> ReceiveWhile<T>(
        TimeSpan? max, Func<object, T> filter, int msgs = int.MaxValue, CancellationToken cancellationToken = default) => ReceiveWhile(max, null, filter, msgs, cancellationToken);

    public IReadOnlyList<T> ReceiveWhile<T>(
        TimeSpan? max, TimeSpan? idle, Func<object, T> filter, int msgs = int.MaxValue, CancellationToken cancellationToken = default)
    {
        var (end, taken) = (Now + RemainingOrDilated(max), new List<T>());
        while (taken.Count < msgs && Shorter(end - Now, idle) is { Ticks: > 0 } patience
            && _queue.Peek(patience, cancellationToken) is { } next && filter(next.Message) is { } made)
        {
            Remember(_queue.Take(TimeSpan.Zero, cancellationToken));
            taken.Add(made);
        }

        _lastWasNoMsg = true;
        return taken;
    }

    private static TimeSpan Shorter(TimeSpan one, TimeSpan? other) => other < one ? other.Value : one;

    private MessageEnvelope Remember(MessageEnvelope envelope)
    {
        _lastWasNoMsg = false;
        return _last = envelope ?? NullMessageEnvelope.Instance;
    }

    private List<object> TakeN(int count, TimeSpan max, CancellationToken stop)
    {
        var (end, taken) = (Now + max, new List<object>());
        while (taken.Count < count)
        {
            if (!TryReceiveOne(out var envelope, end - Now, stop))
                FailForTooFew(max, count, taken.Count);
            taken.Add(envelope.Message);
        }

        return taken;
    }

    private async IAsyncEnumerable<object> TakeNAsync(int count, TimeSpan max, [EnumeratorCancellation] CancellationToken stop)
    {
        var end = Now + max;
        for (var i = 0; i < count; i++)
        {
            var (came, envelope) = await TryReceiveOneAsync(end - Now, stop).ConfigureAwait(false);
            if (!came)
                FailForTooFew(max, count, i);
            yield return envelope.Message;
        }
    }

    private void FailForTooFew(TimeSpan max, int wanted, int got) =>
        _assertions.Fail("Timeout ({0}) while expecting {1} messages. Only got {2} after {0}.", max, wanted, got);
}
