namespace ActorBackup.Repository.Pruning;

/// <summary>How much of what stays may be unused: removing it from partly used packs costs rewriting them.</summary>
public readonly record struct UnusedTolerance
{
    private readonly double _ofUsed;
    private readonly long _bytes;

    private UnusedTolerance(double ofUsed, long bytes) => (_ofUsed, _bytes) = (ofUsed, bytes);

    public static UnusedTolerance None => default;

    public static UnusedTolerance Unlimited => new(0, long.MaxValue);

    public static UnusedTolerance OfBytes(long bytes) => new(0, bytes);

    /// <summary>Of the repository as it is afterwards.</summary>
    /// <param name="percent">0 to below 100.</param>
    public static UnusedTolerance OfPercent(double percent) => percent is >= 0 and < 100
        ? new UnusedTolerance(percent / (100 - percent), 0)
        : throw new ArgumentOutOfRangeException(nameof(percent), percent, "A share of what stays is at least 0 and below 100 percent.");

    public long Bytes(long usedBytes) => _bytes != 0 ? _bytes : (long)(_ofUsed * usedBytes);
}
