namespace ActorBackup.Benchmarks;

internal static class Percentiles
{
    /// <summary>The smallest value that at least <paramref name="share"/> of the values do not exceed.</summary>
    public static double At(this IEnumerable<double> values, double share)
    {
        var sorted = values.Order().ToArray();
        return sorted[Math.Clamp((int)Math.Ceiling(share * sorted.Length) - 1, 0, sorted.Length - 1)];
    }
}
