namespace ActorBackup.Core.Ownership;

/// <summary>The right of one incarnation to one source: until the incarnation's deadline, or until it is given back.</summary>
#pragma warning disable CA1001 // whoever works under the claim may ask for the token long after; without timers nothing is held
public sealed class OwnershipClaim(OwnershipDeadline deadline, long epoch) : IClaim
#pragma warning restore CA1001
{
    private readonly CancellationTokenSource _ended = new();
    private long _epoch = epoch;
    private volatile bool _isOver;

    public long Epoch => Interlocked.Read(ref _epoch);

    public bool Holds => !_isOver && deadline.Holds;

    public CancellationToken Ended => _ended.Token;

    /// <summary>After the table took a higher one.</summary>
    public void Raise(long epoch) => Interlocked.Exchange(ref _epoch, Math.Max(Epoch, epoch));

    /// <summary>For good. Work under way hears of it on another thread.</summary>
    public void End()
    {
        if (_isOver) return;
        _isOver = true;
        _ = _ended.CancelAsync();
    }
}
