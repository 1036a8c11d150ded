namespace Akka.Actor;

/// <summary>Something that may still be called off.</summary>
public interface ICancelable
{
    CancellationToken Token { get; }
    bool IsCancellationRequested { get; }

    void Cancel();
    void Cancel(bool throwOnFirstException);
    void CancelAfter(TimeSpan delay);
    void CancelAfter(int millisecondsDelay);
}

public static class CancelableExtensions
{
    public static void CancelIfNotNull(this ICancelable cancelable) => cancelable?.Cancel();
}
