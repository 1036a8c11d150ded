using Akka.Dispatch.SysMsg;

namespace Akka.Actor;

/// <summary>Waits for one answer. Its path is made up only if somebody wants to know it.</summary>
internal sealed class FutureActorRef<T>(IActorRefProvider provider) : MinimalActorRef
{
    private readonly TaskCompletionSource<T> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _lock = new();
    private ITimer _timer;
    private CancellationTokenRegistration _registration;
    private ActorPath _path;

    public Task<T> Task => _answer.Task;

    public override IActorRefProvider Provider { get; } = provider;

    private bool IsOver => _answer.Task.IsCompleted;

    public override ActorPath Path
    {
        get
        {
            lock (_lock)
            {
                if (_path is not null)
                    return _path;
                _path = Provider.TempPath();
                if (!IsOver)
                    Provider.RegisterTempActor(this, _path);
                return _path;
            }
        }
    }

    public void Await(TimeSpan timeout, CancellationToken stop)
    {
        if (timeout != Timeout.InfiniteTimeSpan)
        {
            _timer = TimeProvider.System.CreateTimer(
                _ => Finish(_answer.TrySetException(new AskTimeoutException($"Timeout after {timeout} seconds"))), null, timeout, Timeout.InfiniteTimeSpan);
        }

        if (stop.CanBeCanceled)
            _registration = stop.UnsafeRegister((_, token) => Finish(_answer.TrySetCanceled(token)), null);
    }

    public override void SendSystemMessage(ISystemMessage message)
    {
        if (message is Watch watch)
            watch.Watcher.SendSystemMessage(new DeathWatchNotification(watch.Watchee, existenceConfirmed: IsOver, addressTerminated: false));
    }

    protected override void TellInternal(object message, IActorRef sender)
    {
        var taken = message switch
        {
            T answer => _answer.TrySetResult(answer),
            Status.Failure failure => _answer.TrySetException(failure.Cause ?? new TaskCanceledException("The actor answered with a failure without a cause.")),
            _ => _answer.TrySetException(new ArgumentException(
                $"Received message of type [{message?.GetType()}] - Ask expected message of type [{typeof(T)}]")),
        };
        if (!Finish(taken) && !_answer.Task.IsCanceled)
            Provider.DeadLetters.Tell(message, this);
    }

    private bool Finish(bool isOver)
    {
        if (!isOver)
            return false;
        _timer?.Dispose();
        _registration.Unregister();
        lock (_lock)
        {
            if (_path is not null)
                Provider.UnregisterTempActor(_path);
        }

        return true;
    }
}
