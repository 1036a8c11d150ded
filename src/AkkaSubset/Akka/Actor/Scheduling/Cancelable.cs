namespace Akka.Actor;

public class Cancelable : ICancelable, IDisposable
{
    private readonly IActionScheduler _scheduler;
    private readonly CancellationTokenSource _source = new();

    public Cancelable(IScheduler scheduler) : this(scheduler.Advanced) { }

    public Cancelable(IScheduler scheduler, TimeSpan delay) : this(scheduler) => CancelAfter(delay);

    public Cancelable(IScheduler scheduler, int millisecondsDelay) : this(scheduler, TimeSpan.FromMilliseconds(millisecondsDelay)) { }

    public Cancelable(IActionScheduler scheduler) => _scheduler = scheduler;

    public Cancelable(IActionScheduler scheduler, TimeSpan delay) : this(scheduler) => CancelAfter(delay);

    public CancellationToken Token => _source.Token;

    public bool IsCancellationRequested => _source.IsCancellationRequested;

    public bool IsDisposed { get; private set; }

    public static ICancelable CreateCanceled()
    {
        var cancelable = new Cancelable((IActionScheduler)null);
        cancelable.Cancel();
        return cancelable;
    }

    public void Cancel() => Cancel(throwOnFirstException: false);

    public void Cancel(bool throwOnFirstException)
    {
        ObjectDisposedException.ThrowIf(IsDisposed, this);
        _source.Cancel(throwOnFirstException);
    }

    public void CancelAfter(TimeSpan delay) => _scheduler.ScheduleOnce(delay, Cancel, this);

    public void CancelAfter(int millisecondsDelay) => CancelAfter(TimeSpan.FromMilliseconds(millisecondsDelay));

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        if (!disposing || IsDisposed)
            return;
        IsDisposed = true;
        _source.Dispose();
    }
}
