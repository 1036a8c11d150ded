using ActorBackup.Core.Ownership;

namespace ActorBackup.Actors.Tests.Fakes;

/// <summary>A claim that a test ends, or that ends by itself when it is asked for the n-th time: so every step of a work meets its end once.</summary>
/// <param name="asks">How often it says yes; null: always.</param>
internal sealed class FakeClaim(long epoch, int? asks = null) : IClaim, IDisposable
{
    private readonly CancellationTokenSource _ended = new();
    private int _left = asks ?? int.MaxValue;

    public long Epoch => epoch;

    public bool Holds
    {
        get
        {
            if (_ended.IsCancellationRequested) return false;
            if (Interlocked.Decrement(ref _left) >= 0) return true;
            End();
            return false;
        }
    }

    public CancellationToken Ended => _ended.Token;

    /// <summary>Called once, before anyone can hear of the end.</summary>
    public Action? OnEnd { get; set; }

    public bool HasEnded => _ended.IsCancellationRequested;

    public void End()
    {
        if (Interlocked.Exchange(ref _left, int.MinValue / 2) > int.MinValue / 4) OnEnd?.Invoke();
        _ended.Cancel();
    }

    public void Dispose() => _ended.Dispose();
}
