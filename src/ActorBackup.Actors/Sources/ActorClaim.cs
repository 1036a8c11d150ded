using ActorBackup.Core.Ownership;

namespace ActorBackup.Actors.Sources;

/// <summary>A claim for as long as one actor lives by it: what that actor has under way elsewhere may not act after it has stopped.</summary>
internal sealed class ActorClaim : IClaim, IDisposable
{
    private readonly IClaim _claim;
    private readonly CancellationTokenSource _ended;
    private volatile bool _over;

    public ActorClaim(IClaim claim)
    {
        (_claim, _ended) = (claim, CancellationTokenSource.CreateLinkedTokenSource(claim.Ended));
        Ended = _ended.Token;   // kept: a child may still ask for it after the source is gone
    }

    public long Epoch => _claim.Epoch;

    public bool Holds => !_over && _claim.Holds;

    public CancellationToken Ended { get; }

    /// <summary>Ends it for good; the claim itself may go on.</summary>
    public void Dispose()
    {
        _over = true;
        _ended.Cancel();
        _ended.Dispose();
    }
}
