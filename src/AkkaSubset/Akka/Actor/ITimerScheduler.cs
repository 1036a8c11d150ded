namespace Akka.Actor;

/// <summary>Messages an actor sends itself later, each under a key. One that is cancelled never arrives, nor one of a former instance.</summary>
public interface ITimerScheduler
{
    IReadOnlyCollection<object> ActiveTimers { get; }

    /// <summary>A timer with an equal key is cancelled first. The first message comes after one interval.</summary>
    void StartPeriodicTimer(object key, object msg, TimeSpan interval);

    void StartPeriodicTimer(object key, object msg, TimeSpan interval, IActorRef sender);

    void StartPeriodicTimer(object key, object msg, TimeSpan initialDelay, TimeSpan interval);

    void StartPeriodicTimer(object key, object msg, TimeSpan initialDelay, TimeSpan interval, IActorRef sender);

    void StartSingleTimer(object key, object msg, TimeSpan timeout);

    void StartSingleTimer(object key, object msg, TimeSpan timeout, IActorRef sender);

    bool IsTimerActive(object key);

    void Cancel(object key);

    void CancelAll();
}

public interface IWithTimers
{
    /// <summary>Set by the runtime after the constructor.</summary>
    ITimerScheduler Timers { get; set; }
}
