using Akka.Actor;
using Akka.Event;

namespace Akka.TestKit.Internal;

/// <summary>Has filters applied to a system's log from its making to its disposal, and counts what they match.</summary>
internal sealed class MatchCounter : IUnmutableFilter
{
    private readonly ActorSystem _system;
    private readonly IReadOnlyList<EventFilterBase> _filters;
    private readonly int _awaited;
    private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _count;

    /// <param name="awaited">How many end the waiting; with 0 it lasts its full time.</param>
    public MatchCounter(ActorSystem system, IReadOnlyList<EventFilterBase> filters, int awaited)
    {
        (_system, _filters, _awaited) = (system, filters, awaited);
        foreach (var filter in filters)
            filter.Matched += Add;
        system.EventStream.Publish(new TestEvent.Mute(filters));
    }

    public int Count => Volatile.Read(ref _count);

    public void Wait(TimeSpan patience, CancellationToken stop) => _reached.Task.Wait((int)patience.TotalMilliseconds, stop);

    public Task WaitAsync(TimeSpan patience, CancellationToken stop) =>
        Task.WhenAny(_reached.Task, Task.Delay(patience, TimeProvider.System, stop));

    public void Unmute() => Dispose();

    public void Dispose()
    {
        foreach (var filter in _filters)
            filter.Matched -= Add;
        _system.EventStream.Publish(new TestEvent.Unmute(_filters));
    }

    private void Add(LogEvent logEvent)
    {
        if (Interlocked.Increment(ref _count) == _awaited)
            _reached.TrySetResult();
    }
}
