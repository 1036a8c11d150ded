namespace Akka.Actor;

internal sealed partial class ActorCell
{
    private TimeSpan? _receiveTimeout;
    private ICancelable _pendingReceiveTimeout;

    public TimeSpan? ReceiveTimeout => _receiveTimeout;

    public void SetReceiveTimeout(TimeSpan? timeout)
    {
        _receiveTimeout = timeout is { } given && given > TimeSpan.Zero ? given : null;
        RestartReceiveTimeout();
    }

    private void RestartReceiveTimeout()
    {
        _pendingReceiveTimeout?.Cancel();
        _pendingReceiveTimeout = _receiveTimeout is { } timeout && !_terminating
            ? SystemImpl.Scheduler.ScheduleTellOnceCancelable(timeout, _self, Akka.Actor.ReceiveTimeout.Instance, _self)
            : null;
    }

    private void CancelReceiveTimeout()
    {
        _pendingReceiveTimeout?.Cancel();
        (_receiveTimeout, _pendingReceiveTimeout) = (null, null);
    }
}
