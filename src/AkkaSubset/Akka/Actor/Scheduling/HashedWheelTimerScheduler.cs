using System.Collections.Concurrent;
using System.Diagnostics;
using Akka.Configuration;
using Akka.Dispatch;
using Akka.Event;

namespace Akka.Actor;

/// <summary>The scheduler of a running system. It bears the name by which Akka.NET's settings call theirs, but stands on the runtime's timers.</summary>
internal sealed class HashedWheelTimerScheduler : IScheduler, IAdvancedScheduler, IDisposable
{
    private readonly ConcurrentDictionary<Entry, byte> _entries = new();
    private readonly ILoggingAdapter _log;
    private volatile bool _disposed;

    public HashedWheelTimerScheduler(Config scheduler, ILoggingAdapter log) => _log = log;

    public IAdvancedScheduler Advanced => this;
    public DateTimeOffset Now => TimeProvider.System.GetUtcNow();
    public TimeSpan MonotonicClock => Stopwatch.GetElapsedTime(0);
    public TimeSpan HighResMonotonicClock => MonotonicClock;

    public void ScheduleTellOnce(TimeSpan delay, ICanTell receiver, object message, IActorRef sender) =>
        ScheduleTellOnce(delay, receiver, message, sender, null);

    public void ScheduleTellOnce(TimeSpan delay, ICanTell receiver, object message, IActorRef sender, ICancelable cancelable) =>
        Add(delay, Timeout.InfiniteTimeSpan, () => receiver.Tell(message, sender), cancelable);

    public void ScheduleTellRepeatedly(TimeSpan initialDelay, TimeSpan interval, ICanTell receiver, object message, IActorRef sender) =>
        ScheduleTellRepeatedly(initialDelay, interval, receiver, message, sender, null);

    public void ScheduleTellRepeatedly(
        TimeSpan initialDelay, TimeSpan interval, ICanTell receiver, object message, IActorRef sender, ICancelable cancelable) =>
        Add(initialDelay, Checked(interval), () => receiver.Tell(message, sender), cancelable);

    public void ScheduleOnce(TimeSpan delay, Action action) => ScheduleOnce(delay, action, null);

    public void ScheduleOnce(TimeSpan delay, Action action, ICancelable cancelable) => Add(delay, Timeout.InfiniteTimeSpan, action, cancelable);

    public void ScheduleOnce(TimeSpan delay, IRunnable action) => ScheduleOnce(delay, action.Run, null);

    public void ScheduleOnce(TimeSpan delay, IRunnable action, ICancelable cancelable) => ScheduleOnce(delay, action.Run, cancelable);

    public void ScheduleRepeatedly(TimeSpan initialDelay, TimeSpan interval, Action action) => ScheduleRepeatedly(initialDelay, interval, action, null);

    public void ScheduleRepeatedly(TimeSpan initialDelay, TimeSpan interval, Action action, ICancelable cancelable) =>
        Add(initialDelay, Checked(interval), action, cancelable);

    public void ScheduleRepeatedly(TimeSpan initialDelay, TimeSpan interval, IRunnable action) =>
        ScheduleRepeatedly(initialDelay, interval, action.Run, null);

    public void ScheduleRepeatedly(TimeSpan initialDelay, TimeSpan interval, IRunnable action, ICancelable cancelable) =>
        ScheduleRepeatedly(initialDelay, interval, action.Run, cancelable);

    /// <summary>What is still to come is dropped.</summary>
    public void Dispose()
    {
        _disposed = true;
        foreach (var entry in _entries.Keys)
            entry.Drop();
    }

    private static TimeSpan Checked(TimeSpan interval) => interval > TimeSpan.Zero
        ? interval
        : throw new ArgumentOutOfRangeException(nameof(interval), $"An interval must be longer than zero, but it is {interval}.");

    private void Add(TimeSpan delay, TimeSpan interval, Action action, ICancelable cancelable)
    {
        if (delay < TimeSpan.Zero)
            throw new ArgumentOutOfRangeException(nameof(delay), $"A delay must not be negative, but it is {delay}.");
        if (_disposed)
            throw new SchedulerException("The scheduler has been shut down: nothing can be scheduled any more.");
        if (cancelable?.IsCancellationRequested == true)
            return;

        var entry = new Entry(this, action, cancelable, repeats: interval != Timeout.InfiniteTimeSpan);
        _entries[entry] = 0;
        entry.Start(delay, interval);
        if (_disposed)
            entry.Drop();
    }

    private sealed class Entry
    {
        private readonly HashedWheelTimerScheduler _owner;
        private readonly Action _action;
        private readonly ICancelable _cancelable;
        private readonly bool _repeats;
        private readonly ITimer _timer;
        private CancellationTokenRegistration _registration;

        public Entry(HashedWheelTimerScheduler owner, Action action, ICancelable cancelable, bool repeats)
        {
            (_owner, _action, _cancelable, _repeats) = (owner, action, cancelable, repeats);
            using (ExecutionContext.IsFlowSuppressed() ? default(IDisposable) : ExecutionContext.SuppressFlow())
                _timer = TimeProvider.System.CreateTimer(static entry => ((Entry)entry).Fire(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }

        public void Start(TimeSpan delay, TimeSpan interval)
        {
            if (_cancelable is not null)
                _registration = _cancelable.Token.UnsafeRegister(static entry => ((Entry)entry).Drop(), this);
            _timer.Change(delay, interval);
        }

        public void Drop()
        {
            if (!_owner._entries.TryRemove(this, out _))
                return;
            _timer.Dispose();
            _registration.Unregister();
        }

        private void Fire()
        {
            if (!_owner._entries.ContainsKey(this) || _cancelable?.IsCancellationRequested == true)
                return;
            if (!_repeats)
                Drop();
            try
            {
                _action();
            }
            catch (Exception e)
            {
                _owner._log.Error(e, "A scheduled action failed");
            }
        }
    }
}
