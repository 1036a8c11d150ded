using ActorBackup.Core.Ownership;

namespace Scenarios.BrokenNode;

/// <summary>A right that knows no deadline: the one thing that a node must not have.</summary>
internal sealed class EverlastingClaim(long epoch) : IClaim
{
    public long Epoch => epoch;

    public bool Holds => true;

    public CancellationToken Ended => CancellationToken.None;
}
