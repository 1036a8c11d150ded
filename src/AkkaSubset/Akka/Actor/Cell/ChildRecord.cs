using System.Diagnostics;

namespace Akka.Actor;

/// <summary>What a parent knows of a child: its ref, and how often it was restarted lately.</summary>
internal sealed class ChildRecord(string name)
{
    private int _restarts;
    private long _windowStart;

    public string Name { get; } = name;

    /// <summary>Null while only the name is reserved.</summary>
    public LocalActorRef Ref { get; set; }

    /// <summary>The parent has stopped it; its death can release what waits for children.</summary>
    public bool IsDying { get; set; }

    /// <param name="maxRetries">Negative for no limit.</param>
    /// <param name="window">In milliseconds; negative for no end.</param>
    public bool RequestRestart(int maxRetries, int window)
    {
        if (maxRetries == 0)
            return false;
        if (window > 0)
            return RequestWithin(maxRetries < 0 ? 1 : maxRetries, window);
        return maxRetries < 0 || ++_restarts <= maxRetries;
    }

    private bool RequestWithin(int maxRetries, int window)
    {
        var now = Stopwatch.GetTimestamp();
        if (_restarts == 0 || Stopwatch.GetElapsedTime(_windowStart, now).TotalMilliseconds > window)
        {
            (_restarts, _windowStart) = (1, now);
            return true;
        }

        return ++_restarts <= maxRetries;
    }
}
