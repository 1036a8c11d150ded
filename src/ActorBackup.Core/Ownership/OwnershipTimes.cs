namespace ActorBackup.Core.Ownership;

/// <summary>The intervals that ownership rests on. All are counted on a clock that nobody sets and that goes on in suspend.</summary>
/// <remarks>Safe as long as clocks of two machines differ in rate by less than <see cref="Margin"/> / <see cref="Ttl"/>.</remarks>
public sealed record OwnershipTimes
{
    public static OwnershipTimes Default { get; } = new();

    public TimeSpan BeatEvery { get; init; } = TimeSpan.FromSeconds(1);

    public TimeSpan LookEvery { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>How long a node's rights last after it sent a heartbeat that succeeded.</summary>
    public TimeSpan Ttl { get; init; } = TimeSpan.FromSeconds(4);

    /// <summary>What others wait beyond that.</summary>
    public TimeSpan Margin { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>A newcomer's heartbeat is seen for that long before it is anybody's first choice.</summary>
    public TimeSpan SettleAfter { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Nothing is handed to a node that has been silent for longer.</summary>
    public TimeSpan FreshFor { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>When a reader may take a silent node for one that has stopped.</summary>
    public TimeSpan DeadAfter => Ttl + Margin;
}
