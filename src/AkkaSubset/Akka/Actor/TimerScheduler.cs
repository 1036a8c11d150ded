namespace Akka.Actor;

/// <summary>The timers of one instance of an actor. A message carries its timer's generation; only the latest of a key is let in.</summary>
internal sealed class TimerScheduler(ActorCell cell) : ITimerScheduler
{
    private readonly Dictionary<object, Timer> _timers = [];
    private long _generations;

    public IReadOnlyCollection<object> ActiveTimers => [.. _timers.Keys];

    public void StartPeriodicTimer(object key, object msg, TimeSpan interval) =>
        StartPeriodicTimer(key, msg, interval, interval, ActorRefs.NoSender);

    public void StartPeriodicTimer(object key, object msg, TimeSpan interval, IActorRef sender) =>
        StartPeriodicTimer(key, msg, interval, interval, sender);

    public void StartPeriodicTimer(object key, object msg, TimeSpan initialDelay, TimeSpan interval) =>
        StartPeriodicTimer(key, msg, initialDelay, interval, ActorRefs.NoSender);

    public void StartPeriodicTimer(object key, object msg, TimeSpan initialDelay, TimeSpan interval, IActorRef sender)
    {
        var timer = Register(key, repeats: true);
        cell.SystemImpl.Scheduler.ScheduleTellRepeatedly(
            initialDelay, interval, cell.Self, new TimerMessage(this, key, timer.Generation, msg), sender, timer.Cancelable);
    }

    public void StartSingleTimer(object key, object msg, TimeSpan timeout) => StartSingleTimer(key, msg, timeout, ActorRefs.NoSender);

    public void StartSingleTimer(object key, object msg, TimeSpan timeout, IActorRef sender)
    {
        var timer = Register(key, repeats: false);
        cell.SystemImpl.Scheduler.ScheduleTellOnce(
            timeout, cell.Self, new TimerMessage(this, key, timer.Generation, msg), sender, timer.Cancelable);
    }

    public bool IsTimerActive(object key) => _timers.ContainsKey(key);

    public void Cancel(object key)
    {
        if (_timers.Remove(key, out var timer))
            timer.Cancelable.Cancel();
    }

    public void CancelAll()
    {
        foreach (var timer in _timers.Values)
            timer.Cancelable.Cancel();
        _timers.Clear();
    }

    public bool TryAccept(TimerMessage message)
    {
        if (message.Owner != this || !_timers.TryGetValue(message.Key, out var timer) || timer.Generation != message.Generation)
            return false;
        if (!timer.Repeats)
            _timers.Remove(message.Key);
        return true;
    }

    private Timer Register(object key, bool repeats)
    {
        Cancel(key);
        return _timers[key] = new Timer(++_generations, repeats, new Cancelable(cell.SystemImpl.Scheduler));
    }

    internal sealed class TimerMessage(TimerScheduler owner, object key, long generation, object message) : INoSerializationVerificationNeeded
    {
        public TimerScheduler Owner { get; } = owner;
        public object Key { get; } = key;
        public long Generation { get; } = generation;
        public object Message { get; } = message;

        public override string ToString() => $"{Message} of timer {Key}";
    }

    private sealed record Timer(long Generation, bool Repeats, ICancelable Cancelable);
}
