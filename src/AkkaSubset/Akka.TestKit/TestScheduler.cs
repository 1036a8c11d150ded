using Akka.Actor;
using Akka.Configuration;
using Akka.Dispatch;
using Akka.Event;

namespace Akka.TestKit;

/// <summary>A scheduler whose time only the test moves. Named by <c>akka.scheduler.implementation</c>.</summary>
public class TestScheduler : IScheduler, IAdvancedScheduler
{
    private readonly Lock _lock = new();
    private readonly PriorityQueue<Entry, (DateTimeOffset At, long Number)> _entries = new();
    private DateTimeOffset _now = TimeProvider.System.GetUtcNow();
    private long _numbers;

    public TestScheduler(Config schedulerConfig, ILoggingAdapter log) { }

    public IAdvancedScheduler Advanced => this;
    public DateTimeOffset Now => TimeNow;
    public TimeSpan MonotonicClock => TimeNow - DateTimeOffset.UnixEpoch;
    public TimeSpan HighResMonotonicClock => MonotonicClock;

    protected DateTimeOffset TimeNow
    {
        get
        {
            lock (_lock)
                return _now;
        }
    }

    /// <summary>Moves time on and does, in order and at its own moment, what falls due on the way.</summary>
    public void Advance(TimeSpan offset) => AdvanceTo(TimeNow + offset);

    public void AdvanceTo(DateTimeOffset when)
    {
        if (when < TimeNow)
            throw new InvalidOperationException($"Time cannot go back, from {TimeNow:O} to {when:O}.");
        while (TakeDue(when) is { } entry)
            entry.Run();
        lock (_lock)
            _now = when;
    }

    public void ScheduleTellOnce(TimeSpan delay, ICanTell receiver, object message, IActorRef sender) =>
        ScheduleTellOnce(delay, receiver, message, sender, null);

    public void ScheduleTellOnce(TimeSpan delay, ICanTell receiver, object message, IActorRef sender, ICancelable cancelable) =>
        Add(delay, null, () => receiver.Tell(message, sender), cancelable);

    public void ScheduleTellRepeatedly(TimeSpan initialDelay, TimeSpan interval, ICanTell receiver, object message, IActorRef sender) =>
        ScheduleTellRepeatedly(initialDelay, interval, receiver, message, sender, null);

    public void ScheduleTellRepeatedly(
        TimeSpan initialDelay, TimeSpan interval, ICanTell receiver, object message, IActorRef sender, ICancelable cancelable) =>
        Add(initialDelay, interval, () => receiver.Tell(message, sender), cancelable);

    public void ScheduleOnce(TimeSpan delay, Action action) => Add(delay, null, action, null);

    public void ScheduleOnce(TimeSpan delay, Action action, ICancelable cancelable) => Add(delay, null, action, cancelable);

    public void ScheduleOnce(TimeSpan delay, IRunnable action) => Add(delay, null, action.Run, null);

    public void ScheduleOnce(TimeSpan delay, IRunnable action, ICancelable cancelable) => Add(delay, null, action.Run, cancelable);

    public void ScheduleRepeatedly(TimeSpan initialDelay, TimeSpan interval, Action action) => Add(initialDelay, interval, action, null);

    public void ScheduleRepeatedly(TimeSpan initialDelay, TimeSpan interval, Action action, ICancelable cancelable) =>
        Add(initialDelay, interval, action, cancelable);

    public void ScheduleRepeatedly(TimeSpan initialDelay, TimeSpan interval, IRunnable action) => Add(initialDelay, interval, action.Run, null);

    public void ScheduleRepeatedly(TimeSpan initialDelay, TimeSpan interval, IRunnable action, ICancelable cancelable) =>
        Add(initialDelay, interval, action.Run, cancelable);

    private void Add(TimeSpan delay, TimeSpan? interval, Action action, ICancelable cancelable)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(delay, TimeSpan.Zero);
        if (interval is { } given)
            ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(given, TimeSpan.Zero, nameof(interval));
        lock (_lock)
            Enqueue(new Entry(_now + delay, interval, action, cancelable));
    }

    private void Enqueue(Entry entry) => _entries.Enqueue(entry, (entry.At, ++_numbers));

    private Entry TakeDue(DateTimeOffset until)
    {
        lock (_lock)
        {
            while (_entries.TryPeek(out var entry, out _) && entry.At <= until)
            {
                _entries.Dequeue();
                if (entry.Cancelable?.IsCancellationRequested == true)
                    continue;
                _now = entry.At > _now ? entry.At : _now;
                if (entry.Interval is { } interval)
                    Enqueue(entry with { At = entry.At + interval });
                return entry;
            }

            return null;
        }
    }

    private sealed record Entry(DateTimeOffset At, TimeSpan? Interval, Action Run, ICancelable Cancelable);
}
