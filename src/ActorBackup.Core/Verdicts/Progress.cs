using ActorBackup.Core.Snapshots;

namespace ActorBackup.Core.Verdicts;

/// <summary>Counts now and before, and what they promise (rules 5). Null where nothing can be said.</summary>
/// <param name="Items">Of the newest live snapshot.</param>
/// <param name="Previous">The last healthy snapshot with another count.</param>
/// <param name="PerMinute">Slope over the healthy snapshots of the last hour, two at least.</param>
/// <param name="Percent">Of the expected total, 0 to 100 and above.</param>
/// <param name="MinutesLeft">Until the expected total; null where the rate is not positive.</param>
public sealed record Progress(long? Items, Snapshot? Previous, double? PerMinute, double? Percent, double? MinutesLeft)
{
    public static readonly TimeSpan RateWindow = TimeSpan.FromHours(1);

    public static Progress Of(IEnumerable<Snapshot> inOrder, long? expected, DateTimeOffset now)
    {
        var live = inOrder.Where(s => s.State == SnapshotState.Live).ToList();
        var items = live.LastOrDefault()?.Items;
        var healthy = live.FindAll(s => s.Health.IsHealthy && s.Items is not null);
        var rate = Slope(healthy.FindAll(s => s.TakenAt > now - RateWindow && s.TakenAt <= now));
        return new Progress(
            items, healthy.FindLast(s => s.Items != items), rate,
            items is not null && expected > 0 ? 100.0 * items / expected : null,
            items is not null && expected is not null && rate > 0 ? Math.Max(0, (expected.Value - items.Value) / rate.Value) : null);
    }

    /// <summary>Least squares, in items per minute.</summary>
    private static double? Slope(List<Snapshot> points)
    {
        if (points.Count < 2) return null;
        var xs = points.ConvertAll(p => (p.TakenAt - points[0].TakenAt).TotalMinutes);
        var (meanX, meanY) = (xs.Average(), points.Average(p => (double)p.Items!.Value));
        var spread = xs.Sum(x => (x - meanX) * (x - meanX));
        return spread == 0 ? null : xs.Zip(points, (x, p) => (x - meanX) * (p.Items!.Value - meanY)).Sum() / spread;
    }
}
